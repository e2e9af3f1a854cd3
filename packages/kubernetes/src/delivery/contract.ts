import type { Path } from '@homelab/changes/fields'
import {
  type Cluster,
  type ClusterDelivery,
  type Command,
  contract,
  type DeliveryGroup,
  type DeliveryPart,
  type Finding,
  type Part,
  type RenderedFile,
  type Renderer,
  type ResolvedWithWorkloads,
} from '@homelab/estate/model'
import type { ObjectFile } from '../cluster/files.ts'
import type { Rule } from '../compare/rules.ts'
import type { Named, RenderedManifest } from '../compare/seen.ts'
import type { Moment } from '../parts/job/index.ts'
import type { GroupSecret, Member } from './group.ts'
import type { DeliveryGuides } from './guides.ts'

/** A delivery of Kubernetes objects: besides what all ask of it, what rendering and comparing need. */
export interface KubernetesDelivery extends DeliveryPart {
  /** Annotations of an object of upstream's that only the server can apply, where its delivery must be told. */
  readonly appliedByServer?: Readonly<Record<string, string>>
  /**
   * Whether it compares objects of the group with what the API server makes of them: what the definitions of kinds add by default is
   * then written out, or the group never agrees with what is rendered.
   */
  readonly comparesWhole?: (group: DeliveryGroup) => boolean
  /** It has the values of charts in objects of its own: no file is rendered of them. */
  readonly holdsValues?: true
  /** Annotations of an object that must be there, and well, before what else its group has is applied. */
  readonly appliedFirst?: Readonly<Record<string, string>>
  /** How it is told that pods wait for a Job of their group, which has all else that the group has; absent where it can't wait. */
  readonly stages?: Stages
  /** How it is told that a Job runs at each sync, by its moment; a moment that it has no word for is absent. */
  readonly eachSync: Readonly<Partial<Record<Moment, Readonly<Record<string, string>>>>>
  /** It makes Secrets of values that it reads itself, or why it does not, and what to do. */
  readonly secrets: 'put' | { readonly problem: string; readonly fix: string }
  /** The vault whose items it decrypts in the cluster, by name, and what brings those that were pushed; absent where it decrypts none. */
  readonly decrypts?: (cluster: Cluster) => { readonly vault: string; readonly bring: Command } | undefined
  /** What is true of everything that it delivers. */
  readonly rules: readonly Rule[]
  /** Fields that it writes into objects of its own accord: they are no difference. */
  readonly marks: readonly string[]
  readonly renderer: Renderer<DeliveryModule>
}

/** Annotations of the Job that is waited for, and of what comes after. */
export interface Stages {
  readonly job: Readonly<Record<string, string>>
  readonly pods: Readonly<Record<string, string>>
}

/** What `render.ts` of a delivery exports. */
interface DeliveryModule {
  readonly renderDelivery: (groups: ToDeliver) => Delivered
  /** @param objectsOf reads files: whoever renders only loads no reader */
  readonly groupsToCompare: (
    cluster: Cluster,
    files: readonly RenderedFile[],
    objectsOf: ObjectsOf,
  ) => readonly GroupToCompare[]
  readonly guides?: DeliveryGuides
}

/** The objects that files hold. */
export type ObjectsOf = (files: readonly RenderedFile[]) => readonly RenderedManifest[]

/** Everything there is to deliver to one cluster. */
export interface ToDeliver {
  readonly resolved: ResolvedWithWorkloads
  readonly cluster: Cluster
  /** Each service's share in its groups. */
  readonly members: readonly Member[]
  /** The objects that are rendered for each group, below `manifestsFolder`. */
  readonly objects: ReadonlyMap<string, readonly ObjectFile[]>
  /** The Secrets that it makes itself, by group. */
  readonly secrets: ReadonlyMap<string, readonly GroupSecret[]>
  /** Groups that hold definitions of kinds. */
  readonly definitions: ReadonlySet<string>
}

export type {
  ClusterToAdopt,
  DeliveryGuides,
  DeliveryWords,
  GroupToAdopt,
  GroupToRetire,
  GuidedCluster,
} from './guides.ts'

export interface Delivered {
  readonly files: readonly RenderedFile[]
  /** Objects of the delivery's own that stand in the cluster, for the comparison of identities. */
  readonly objects: readonly ObjectFile[]
  readonly findings: readonly Finding[]
}

/** A group as what runs is compared with it. */
export interface GroupToCompare {
  readonly name: string
  readonly objects: () => readonly RenderedManifest[]
  /** Where its objects come from, when they are not rendered: a chart, a repository of others, a kustomization. */
  readonly elsewhere?: string
  /** What shows what would change where its objects are not rendered. */
  readonly shows: string
  /** The namespace of objects that say none. */
  readonly namespace?: string
  /** The cluster that holds its objects, where it is another than the one that is delivered to. */
  readonly heldBy?: string
  /** Fields that the delivery leaves alone. */
  readonly kept: (of: Named, path: Path) => boolean
  /** Whether the group has the object from somewhere else too. */
  readonly stays: (of: Named) => boolean
}

const kubernetesDeliveries = contract<KubernetesDelivery>('delivery')

/** What delivers to a cluster. */
export function kubernetesDelivery(parts: readonly Part[], { delivery }: Cluster): KubernetesDelivery | undefined {
  return kubernetesDeliveries.of(parts, delivery.kind)
}

/** The one of these settings. @throws Error where nobody provides it */
export function kubernetesDeliveryOf(parts: readonly Part[], { kind }: ClusterDelivery): KubernetesDelivery {
  const found = kubernetesDeliveries.of(parts, kind)
  if (found === undefined) throw new Error(`nothing delivers by ${kind}`)
  return found
}
