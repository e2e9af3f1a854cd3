import type { NamedDomain } from '../domain.ts'
import type { Finding } from '../findings.ts'
import { lookup } from '../lookup.ts'
import type { Resolved } from '../resolved.ts'
import { repeated } from './repeated.ts'

/**
 * Two proxies for one domain: its records lead to one of them, and the other answers nobody. Names of the tailnet are served in each
 * cluster by its own operator.
 */
export function checkClaimedDomains(resolved: Resolved): Finding[] {
  const { services, domains, file } = resolved
  const claimed = new Set(services.flatMap(({ serves }) => serves).filter(name => name !== 'tailnet'))
  return [
    ...twice(domains, file),
    ...[...claimed].flatMap(domain => {
      const [first, ...others] = lookup(resolved).serving(domain)
      return others.map(
        ({ name, file }): Finding => ({
          code: 'duplicate-setting',
          where: { subject: name, path: 'serves', file },
          problem: `two services serve the ${domain} domain, and its names lead to one of them`,
          got: name,
          expected: first?.name ?? '',
          fix: 'leave `serves` out of one of them',
        }),
      )
    }),
  ]
}

/** What is private and public may lie below one suffix; of two private domains both proxies would be asked for its names. */
function twice(domains: readonly NamedDomain[], file: string): readonly Finding[] {
  return repeated(
    domains.filter(({ kind }) => kind === 'ops'),
    ({ suffix }) => suffix.toLowerCase(),
  ).map(([, [first, second]]) => ({
    code: 'duplicate-setting',
    where: { subject: 'estate', path: `domains.${second.name}.suffix`, file },
    problem: `${first.name} has this suffix, and its names lead to one proxy`,
    got: second.suffix,
    fix: 'give it another suffix, or leave it out',
  }))
}
