import {
  type Cluster,
  deliveredFrom,
  deliveryOf,
  type Resolved,
  type ResolvedWithWorkloads,
  runClusters,
} from '@homelab/estate/model'
import type { Check } from '../check.ts'

/** Of each cluster: that its API answers from here, and what its delivery makes of it. Its host is asked as of any program. */
export function clusterChecks(resolved: ResolvedWithWorkloads): readonly Check[] {
  return resolved.clusters.flatMap(cluster => [remoteApiCheck(resolved, cluster), ...deliveryChecks(resolved, cluster)])
}

function remoteApiCheck(resolved: Resolved, cluster: Cluster): Check {
  const { context } = cluster
  const service = runClusters(resolved).find(each => each.cluster === cluster)?.service.name ?? cluster.name
  return { service, what: 'API from here', where: `context ${context}`, ask: { kind: 'remote-api', context } }
}

/** Each group of the cluster's delivery, and what that holds besides. */
function deliveryChecks(resolved: ResolvedWithWorkloads, cluster: Cluster): readonly Check[] {
  const { name } = cluster
  const delivery = deliveryOf(resolved.parts, cluster)
  if (delivery === undefined) return []
  const by = delivery.question(cluster)
  const { context } = deliveredFrom(resolved, cluster)
  const owners = ownersIn(resolved, cluster)
  const where = (group: string): string => `${name} ${group}`
  return [
    ...[...owners].map(
      ([group, service]): Check => ({
        service,
        what: by.what.one,
        where: where(group),
        ask: { kind: 'delivered', context, by, name: group },
      }),
    ),
    // Where several clusters are delivered to from one, its own question asks for what is none of theirs.
    ...(cluster.delivery.from === undefined
      ? [
          {
            service: name,
            what: by.what.others,
            where: where('all others'),
            ask: { kind: 'others-delivered' as const, context, by, known: knownIn(resolved, cluster) },
          },
        ]
      : []),
  ]
}

/** All groups that lie in a cluster. */
function knownIn(resolved: ResolvedWithWorkloads, cluster: Cluster): readonly string[] {
  const from = resolved.clusters.filter(each => deliveredFrom(resolved, each) === cluster)
  return from.flatMap(each => [...ownersIn(resolved, each).keys()])
}

/** The groups of a cluster with whom each is asked for, and the one that holds them. */
function ownersIn(resolved: ResolvedWithWorkloads, cluster: Cluster): ReadonlyMap<string, string> {
  const root = deliveryOf(resolved.parts, cluster)?.root(cluster)
  const owners = groupsOf(resolved, cluster.name)
  if (root !== undefined) owners.set(root, owners.get(root) ?? cluster.name)
  return owners
}

/** Group -> the first service that is part of it, in the order of services. */
function groupsOf({ services }: Resolved, cluster: string): Map<string, string> {
  const owners = new Map<string, string>()
  for (const { name, at, runs } of services) {
    if (at.name !== cluster || at.kind !== 'cluster') continue
    for (const delivery of runs.deliveries)
      if (delivery.by === 'delivery' && !owners.has(delivery.group)) owners.set(delivery.group, name)
  }
  return owners
}
