import { Cron } from 'croner'
import type { Finding } from '../findings.ts'
import { whereInWorkload } from '../in-workload.ts'
import type { ServiceFacts } from '../resolved.ts'
import type { Schedule } from '../schedule.ts'

/** The instant from which "does it ever fire" is asked: fixed, since no check reads the clock. */
const anyInstant = new Date('2026-01-01T00:00:00Z')

export function checkSchedules(
  schedules: readonly { readonly service: ServiceFacts; readonly found: readonly Schedule[] }[],
): Finding[] {
  return schedules.flatMap(({ service, found }) =>
    found.flatMap((schedule): Finding[] => {
      const { cron } = schedule
      const problem = problemOf(cron)
      if (problem === undefined) return []
      return [
        {
          code: 'invalid-schedule',
          where: whereInWorkload(service, 'workload', schedule),
          problem,
          got: JSON.stringify(cron),
          expected: 'minute, hour, day of month, month, day of week',
          fix: 'correct the schedule',
        },
      ]
    }),
  )
}

function problemOf(cron: string): string | undefined {
  if (cron.trim().split(/\s+/).length !== 5) return 'the schedule does not have five fields'
  try {
    // An offset instead of a time zone: croner asks Intl for zones, which takes 13 ms for the first.
    const next = new Cron(cron, { mode: '5-part', utcOffset: 0 }).nextRun(anyInstant)
    return next === null ? 'the schedule never fires' : undefined
  } catch (error) {
    return `the schedule cannot be read: ${error instanceof Error ? error.message : String(error)}`
  }
}
