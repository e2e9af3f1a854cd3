import { made } from '@homelab/estate/model'

/** A number of pods, or a share of those that there are to be. */
export type PodCount = number | `${number}%`

/**
 * New pods come before, or while, old ones end.
 * https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#rolling-update-deployment
 */
export interface RollingUpdate {
  readonly kind: 'rolling-update'
  /** How many pods there may be above what is asked for; a share is rounded up. A quarter by default, of a DaemonSet none. */
  readonly surge?: PodCount
  /** How many pods may be away; a share is rounded down. A quarter by default, of a DaemonSet one. */
  readonly unavailable?: PodCount
}

/**
 * New pods come while old ones answer. Where memory or a device is there once, `surge: 0` ends an old pod first.
 *
 * @example rolling({ surge: 1, unavailable: 0 })
 */
export function rolling(props: Omit<RollingUpdate, 'kind'>): RollingUpdate {
  return made({ kind: 'rolling-update', ...props })
}

/**
 * What of a workload has to stay while its nodes are drained one by one: so many pods answer, or so many are away. What can't
 * hold keeps a node from ever being drained. https://kubernetes.io/docs/tasks/run-application/configure-pdb/
 */
export type DisruptionBudget =
  | { readonly available: PodCount; readonly unavailable?: never }
  | { readonly unavailable: PodCount; readonly available?: never }

/** How pods keep apart: https://kubernetes.io/docs/concepts/scheduling-eviction/topology-spread-constraints/ */
export interface Spread {
  readonly over: 'nodes' | 'zones'
  /** By how many pods one may have more than another; one by default. */
  readonly skew?: number
  /** A pod that would break it waits; by default it starts where there is room. */
  readonly strict?: true
}

/** How many pods there are, and how they are kept. */
export interface Replicated {
  /**
   * How many pods there are; one by default, and of those that an autoscaler among its `objects` counts nothing is said. Two write no
   * claim that allows one writer.
   */
  readonly replicas?: number
  /**
   * `Recreate`: the old pods end before new ones start, as replicas that share one volume need it. `RollingUpdate` is the default
   * of Kubernetes, and `rolling` says by how many pods at a time.
   */
  readonly strategy?: 'Recreate' | 'RollingUpdate' | RollingUpdate
  readonly budget?: DisruptionBudget
  readonly spread?: readonly Spread[]
}
