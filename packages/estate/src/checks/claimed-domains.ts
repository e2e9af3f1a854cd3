import type { RouteKind } from '../domain.ts'
import type { Finding } from '../findings.ts'
import type { Resolved } from '../resolved.ts'

/** Served by one proxy each: names lead to one place. Those of the tailnet are served in each cluster by its own operator. */
const claimed: readonly RouteKind[] = ['ops', 'public']

/** Two proxies for one domain: its records lead to one of them, and the other answers nobody. */
export function checkClaimedDomains({ services }: Resolved): Finding[] {
  return claimed.flatMap(kind => {
    const [first, ...others] = services.filter(({ serves }) => serves === kind)
    return others.map(
      ({ name, file }): Finding => ({
        code: 'duplicate-setting',
        where: { subject: name, path: 'serves', file },
        problem: `two services serve the ${kind} domain, and its names lead to one of them`,
        got: name,
        expected: first?.name ?? '',
        fix: 'leave `serves` out of one of them',
      }),
    )
  })
}
