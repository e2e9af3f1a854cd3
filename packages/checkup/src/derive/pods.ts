import { known, lookup, type Pods, type Resolved, type ResolvedService } from '@homelab/estate/model'
import type { Check } from '../check.ts'

/** The pods of a service, by the labels that pick them; those that run by the clock, or once, may be none. */
export function podChecks(resolved: Resolved, { name, at, runs }: ResolvedService): readonly Check[] {
  const cluster = lookup(resolved).cluster(at.name)
  if (cluster === undefined) return []
  return known(runs.pods).flatMap(({ namespace, selector, replicas }) => {
    if (selector === 'unknown' || replicas === 'by-clock' || replicas === 'once') return []
    return [
      {
        service: name,
        what: 'pods',
        where: `${cluster.name} ${namespace} ${printLabels(selector)}`,
        ask: { kind: 'pods', context: cluster.context, namespace, labels: selector },
      },
    ]
  })
}

/** As a selector of kubectl. */
function printLabels(labels: Exclude<Pods['selector'], 'unknown'>): string {
  return Object.entries(labels)
    .map(([key, value]) => `${key}=${value}`)
    .join(',')
}
