import type { Finding } from '../findings.ts'
import type { Resolved } from '../resolved.ts'

/**
 * Workloads that no projection renders: forgotten, or of a kind that nobody knows. External ones are meant to stay out.
 *
 * @param claims the services that projections rendered, by name
 */
export function unclaimedWorkloads({ services }: Pick<Resolved, 'services'>, claims: Iterable<string>): Finding[] {
  const claimed = new Set(claims)
  return services
    .filter(({ name, external }) => !external && !claimed.has(name))
    .map(({ name, file, kind, at }) => ({
      code: 'unclaimed-workload',
      where: { subject: name, path: 'workload.kind', file },
      problem: 'no projection renders this kind of workload',
      got: `${kind} on the ${at.kind} ${at.name}`,
      fix: 'use a kind of one of the rendering packages, or `external` while it stays hand-written',
    }))
}
