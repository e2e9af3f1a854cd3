import { type DeliveryGroup, made } from '@homelab/estate/model'
import type { IComGithubArgoprojArgoCdV3PkgApisApplicationV1alpha1ApplicationSpec as Spec } from '@kubernetes-models/argo-cd/argoproj.io/v1alpha1/ApplicationSpec'
import type { Syncing } from './syncing.ts'

export type ApplicationSource = NonNullable<Spec['sources']>[number]
export type IgnoredDifference = NonNullable<Spec['ignoreDifferences']>[number]

/** What sets an Argo CD Application apart; everything else follows from the cluster's settings. */
export interface ApplicationProps extends Omit<DeliveryGroup, 'name'>, Syncing {
  /** The repository, where it is not the cluster's. */
  readonly repository?: string
  /** The path, where it is not the rendered (or, for external services, the hand-written) folder of its name. */
  readonly path?: string
  /** Complete sources instead of the one that is derived. */
  readonly sources?: readonly ApplicationSource[]
  /** Sources besides the derived ones: what stays hand-written in the same Application. */
  readonly moreSources?: readonly ApplicationSource[]
  /** For a plain directory of files: which ones. */
  readonly directory?: ApplicationSource['directory']
  readonly targetRevision?: string
  /**
   * Besides, or instead of, `CreateNamespace=true`. With `ServerSideApply=true` objects of External Secrets are rendered with what
   * their definitions add by default.
   */
  readonly syncOptions?: readonly string[]
  /** Fields that Argo CD does not compare, and that its syncs leave as they are in the cluster. */
  readonly ignoreDifferences?: readonly IgnoredDifference[]
}

/** An Argo CD Application, named. Services that name the same one share it. */
export interface Application extends DeliveryGroup, ApplicationProps {
  readonly name: string
}

/**
 * What Argo CD syncs as one: all services that name it share it.
 *
 * @example application('monitoring', { namespace: 'monitoring' })
 * @example application('wiki', { sync: 'by-itself' })
 */
export function application(name: string, props: ApplicationProps = {}): Application {
  return made({ name, ...props })
}
