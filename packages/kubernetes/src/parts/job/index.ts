import type { Schedule } from '@homelab/estate/model'
import type { k8s } from '../../k8s.ts'
import type { Container } from '../container/index.ts'
import type { Reach } from '../network-policy/index.ts'
import type { PodVolume } from '../volume/index.ts'

interface Runs {
  readonly name: string
  readonly restart: 'OnFailure' | 'Never'
  readonly container: Container
  /** Those that other pods of the service mount too are declared once more. */
  readonly volumes?: readonly PodVolume[]
  readonly serviceAccount?: { readonly name: string; readonly token: boolean }
  readonly podSecurity?: k8s.PodSecurityContext
  readonly reaches?: readonly Reach[]
  /**
   * What the service needs and reaches is its own, too: it gets the variables of needs, and policies let it out. By default it has what
   * is said here.
   */
  readonly sameNeeds?: true
}

/** Something that a service does by the clock, in a pod of its own. */
export interface ScheduledJob extends Runs {
  readonly schedule: Schedule
  /** What happens when the last run is not over: `Forbid` skips. */
  readonly concurrency: 'Allow' | 'Forbid' | 'Replace'
  /** How long a finished run is kept, in seconds. */
  readonly keepSeconds?: number
}

/**
 * Something that a service does once, in a pod of its own that ends: a first user, a migration. It starts when it is applied,
 * beside the service's other pods or before them, and has to allow a second run: it does so when anything of what is said here
 * changes, the version of its image as well.
 *
 * Kubernetes changes no Job in place, so what it does is part of the object's name; the one before it goes with its pods.
 * https://kubernetes.io/docs/concepts/workloads/controllers/job/
 */
export interface OnceJob extends Runs {
  /** How often it is tried again; 6 times by default. */
  readonly retries?: number
  /** How long it may take with all tries, in seconds; forever by default, ten minutes where pods wait for it. */
  readonly longestSeconds?: number
  /**
   * The service's pods are changed once it has ended well, and stay as they are where it fails. A claim of theirs that it mounts
   * (`existingClaim`) is there before it.
   */
  readonly beforePods?: true
}

/** Where in a sync of its group a Job stands. */
export type Moment = 'before-pods' | 'after-all' | 'after-failure'

/**
 * Something that a service does at each sync, in a pod of its own that ends: a migration that looks for itself what is to do, a cache that
 * is filled. What ran at the sync before goes first, and the sync waits for the end. Where it is enough that it runs when it is another,
 * it is `once`.
 *
 * Argo CD has hooks for it, which it runs when all of an Application is synced: not where single objects are, nor where it heals by
 * itself; and an Application in which nothing else differs it does not sync by itself. Flux has no syncs, so that this is a finding there.
 * https://argo-cd.readthedocs.io/en/stable/user-guide/sync-waves/
 */
export interface SyncJob extends Runs {
  /**
   * `before-pods`: once all else is there that the group has (its Secrets, its policies, claims of its own that it mounts); the pods stay
   * as they are where it fails. `after-all`: once everything is there and well. `after-failure`: where the sync failed.
   */
  readonly when: Moment
  /** How often it is tried again; 6 times by default. */
  readonly retries?: number
  /** How long it may take with all tries, in seconds; ten minutes by default. */
  readonly longestSeconds?: number
}
