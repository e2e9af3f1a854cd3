import type { Finding } from '../findings.ts'
import type { ResolvedWithWorkloads } from '../resolved.ts'
import { isTimeZone } from '../time-zone.ts'
import { textsIn } from './texts-in.ts'

/** Variables that tell programs of hosts their time zone: one that there is not is taken for UTC. Pods are checked as they are rendered. */
export function checkTimeZones({ services }: ResolvedWithWorkloads): Finding[] {
  return services
    .filter(({ at }) => at.kind === 'host')
    .flatMap(({ name: subject, file, workload }) =>
      textsIn(workload, 'workload')
        .filter(([path, text]) => path.endsWith('.TZ') && !isTimeZone(text))
        .map(
          ([path, got]): Finding => ({
            code: 'unknown-word',
            where: { subject, path, file },
            problem: 'there is no such time zone',
            got: JSON.stringify(got),
            expected: 'a name of the IANA database, such as Europe/Berlin',
            fix: 'correct the word, or leave it out',
          }),
        ),
    )
}
