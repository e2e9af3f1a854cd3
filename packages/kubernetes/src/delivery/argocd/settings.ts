import { type Cluster, type ClusterDelivery, made } from '@homelab/estate/model'
import type { Syncing } from './syncing.ts'

/** How Argo CD delivers to a cluster; what is said of syncs holds of every Application that says nothing else. */
export interface ArgoCdProps extends Syncing {
  /** The folder of the repository where what is still hand-written lies; no slash at either end. */
  readonly handwritten: string
  /** The namespace of the Application objects, in which Argo CD runs. */
  readonly namespace: string
  /** The Argo CD project. */
  readonly project: string
  /** The name of the Application that holds all others. */
  readonly root: string
  /**
   * When alone Applications may be synced. The project is rendered then, as open as Argo CD makes `default`: one of another name is
   * made before the root is. An empty list takes windows away again; leaving it out leaves the project as it is.
   *
   * @default at any time
   */
  readonly windows?: readonly SyncWindow[]
}

/** A time in which Applications may be synced, or may not: https://argo-cd.readthedocs.io/en/stable/user-guide/sync_windows/ */
export interface SyncWindow {
  readonly kind: 'allow' | 'deny'
  /** When it opens: minute, hour, day of month, month, day of week. */
  readonly schedule: string
  /** How long it is open: `1h30m`. */
  readonly duration: string
  /** Of the schedule: `Europe/Berlin`. @default UTC */
  readonly timeZone?: string
  /** Names, in which `*` stands for any text. @default all */
  readonly applications?: readonly string[]
  /** Whoever syncs by hand is not held by it. */
  readonly manualSync?: true
  /** Why, shown where it holds something. */
  readonly description?: string
}

/** The settings of an Argo CD, as `argoCd` and `argoCdIn` make them. */
export interface ArgoCdDelivery extends ClusterDelivery, ArgoCdProps {
  readonly kind: 'argocd'
  /** Where the Argo CD of another cluster reaches the API. */
  readonly api?: string
}

/** How the Argo CD of one cluster delivers to another. */
export interface ArgoCdInProps extends Syncing, Pick<ArgoCdProps, 'root' | 'windows'> {
  /** URL of the API server as that Argo CD reaches it, by a name or address that the API's certificate has. */
  readonly api: string
  /**
   * The Argo CD project of this cluster alone, which is rendered: it allows the cluster, and of it the namespaces and kinds that are
   * rendered, and the repositories that its Applications read.
   */
  readonly project: string
  /** The folder of what is still hand-written for this cluster; that of the other one by default. */
  readonly handwritten?: string
}

/**
 * Argo CD reads what is rendered from the repository, and somebody syncs each Application, or it does so itself:
 * https://argo-cd.readthedocs.io/en/stable/
 *
 * @example argoCd({ handwritten: 'manual', namespace: 'argocd', project: 'default', root: 'apps', sync: 'by-itself' })
 */
export function argoCd(props: ArgoCdProps): ArgoCdDelivery {
  return made({ kind: 'argocd', ...props })
}

/**
 * The Argo CD that runs in another cluster. Its Applications lie there, among the others; what it may do here is an account that the
 * guide makes, and a Secret of its own (`clusterSecret`). The root is synced by hand: it brings the project, which says what else may
 * come.
 *
 * @param home where it runs
 * @example argoCdIn(home, { api: 'https://192.0.2.31:6443', project: 'valley', root: 'valley' })
 */
export function argoCdIn(home: Cluster, { handwritten, ...props }: ArgoCdInProps): ArgoCdDelivery {
  const its = isArgoCd(home.delivery) ? home.delivery : nowhere
  return made({
    ...props,
    kind: 'argocd',
    from: home.name,
    namespace: its.namespace,
    handwritten: handwritten ?? its.handwritten,
  })
}

/** Where there is no Argo CD: a finding says so. */
const nowhere: Pick<ArgoCdProps, 'namespace' | 'handwritten'> = { namespace: 'argocd', handwritten: 'argocd' }

/** Whether Argo CD delivers. */
export function isArgoCd(delivery: ClusterDelivery): delivery is ArgoCdDelivery {
  return delivery.kind === 'argocd'
}

/**
 * The settings of a cluster's Argo CD.
 *
 * @throws Error where something else delivers to the cluster
 * @group a part of your own
 */
export function argoCdOf({ name, delivery }: Pick<Cluster, 'name' | 'delivery'>): ArgoCdDelivery {
  if (!isArgoCd(delivery)) throw new Error(`${name} is delivered to by ${delivery.kind}, not by Argo CD`)
  return delivery
}
