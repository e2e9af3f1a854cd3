import { type Cluster, deliveryOf, type Resolved, type ResolvedWithWorkloads, runClusters } from '@homelab/estate/model'
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
  const { name, context } = cluster
  const delivery = deliveryOf(resolved.parts, cluster)
  if (delivery === undefined) return []
  const by = delivery.question(cluster)
  const root = delivery.root(cluster)
  const owners = groupsOf(resolved, name)
  if (root !== undefined) owners.set(root, owners.get(root) ?? name)
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
    {
      service: name,
      what: by.what.others,
      where: where('all others'),
      ask: { kind: 'others-delivered', context, by, known: [...owners.keys()] },
    },
  ]
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
