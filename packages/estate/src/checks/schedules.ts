import type { Finding } from '../findings.ts'
import { whereInWorkload } from '../in-workload.ts'
import type { ServiceFacts } from '../resolved.ts'
import type { Schedule } from '../schedule.ts'
import { scheduleProblem } from '../schedule-problem.ts'

export function checkSchedules(
  schedules: readonly { readonly service: ServiceFacts; readonly found: readonly Schedule[] }[],
): Finding[] {
  return schedules.flatMap(({ service, found }) =>
    found.flatMap((schedule): Finding[] => {
      const { cron } = schedule
      const problem = scheduleProblem(cron)
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
