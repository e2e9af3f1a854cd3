import type { Schedule } from '@homelab/estate/model'
import type { k8s } from 'cdk8s-plus-28'
import type { Container } from '../container/index.ts'
import type { Reach } from '../network-policy/index.ts'
import type { PodVolume } from '../volume/index.ts'

/** Something that a service does by the clock, in a pod of its own. */
export interface ScheduledJob {
  readonly name: string
  readonly schedule: Schedule
  /** What happens when the last run is not over: `Forbid` skips. */
  readonly concurrency: 'Allow' | 'Forbid' | 'Replace'
  /** How long a finished run is kept, in seconds. */
  readonly keepSeconds?: number
  readonly restart: 'OnFailure' | 'Never'
  readonly container: Container
  /** Those that other pods of the service mount too are declared once more. */
  readonly volumes?: readonly PodVolume[]
  readonly serviceAccount?: { readonly name: string; readonly token: boolean }
  readonly podSecurity?: k8s.PodSecurityContext
  readonly reaches?: readonly Reach[]
}
