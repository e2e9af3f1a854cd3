/** Tags that the operator of a cluster gives to its endpoints. */
import type { Cluster, Finding, Resolved } from '@homelab/estate/model'
import { mayApply, ownersOf } from '../owners.ts'
import type { Tailnet } from './policy.ts'
import { inPolicy } from './where.ts'

/** The operator asks for an endpoint with all its tags: with one that it may not give there is none. */
export function ungivableTags(resolved: Resolved, tailnet: Tailnet): readonly Finding[] {
  return resolved.clusters.flatMap(cluster => ofCluster(resolved, tailnet, cluster))
}

function ofCluster(resolved: Resolved, { document, inventory }: Tailnet, cluster: Cluster): readonly Finding[] {
  const own = cluster.tailnet
  if (own === undefined) return []
  const within = new Set(resolved.services.filter(({ at }) => at.name === cluster.name).map(({ name }) => name))
  const carried = [
    ...own.tags.map(tag => ({ tag, by: `the proxies ${own.proxyGroup}` })),
    ...resolved.routes
      .filter(({ kind, service }) => kind === 'tailnet' && within.has(service))
      .flatMap(({ label, tags }) => tags.map(tag => ({ tag, by: label }))),
  ]
  const holder = { by: 'tags', tags: own.operator.tags } as const
  return (
    [...Map.groupBy(carried, ({ tag }) => tag)]
      // A tag without any owner is a finding of its own.
      .filter(([tag]) => ownersOf(document, tag) !== undefined && !mayApply(document, inventory, holder, [tag]))
      .map(([tag, all]) => ({
        code: 'policy-ungivable-tag',
        where: inPolicy(resolved, tag),
        problem: `the operator of ${cluster.name} does not own the tag, so it makes no endpoint that carries it`,
        got: `on ${[...new Set(all.map(({ by }) => by))].join(', ')}`,
        fix: `let ${own.operator.tags.join(' or ')} own it, or let the endpoint carry another one`,
      }))
  )
}
