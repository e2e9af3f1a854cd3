import { made } from './made.ts'
/** When something runs, in the five fields of cron (minute, hour, day of month, month, day of week), local time. */
export interface Schedule {
  readonly kind: 'schedule'
  readonly cron: string
}

/**
 * A time by five fields: minute, hour, day of month, month, day of week; local time of who runs it.
 *
 * @example cron('30 3 * * 0')
 */
export function cron(expression: string): Schedule {
  return made({ kind: 'schedule', cron: expression })
}

/** Every day at a time, 24-hour clock. */
export function daily(hour: number, minute = 0): Schedule {
  return cron(`${minute} ${hour} * * *`)
}
