import { defineSlot, type Slot } from '@homelab/estate/model'

/** When a log file becomes an old one, and how many old ones stay. */
export interface LogRotation {
  /** Size in MiB above which the next run of logrotate takes it. */
  readonly megabytes: number
  /** Old files that are kept of each, compressed. */
  readonly keep: number
}

export const logRotationSlot = defineSlot<LogRotation>('log-rotation')

/**
 * The configuration of logrotate for every log file that services of the host write as the host's own login: nobody else
 * makes them shorter. What root writes is left out.
 *
 * @example logRotation({ megabytes: 20, keep: 4 })
 */
export function logRotation(settings: LogRotation): Slot {
  return logRotationSlot.of({ ...settings })
}
