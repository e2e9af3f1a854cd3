import { type Cluster, deliveryOf, lookup, type Resolved, type ResolvedWithWorkloads } from '@homelab/estate'
import type { Check, Question } from '../check.ts'
import { type RunCluster, runClusters } from '../clusters.ts'
import { machine } from './hosts.ts'

/** Of each cluster: that it runs, that its API answers on the spot and from here, and what its delivery makes of it. */
export function clusterChecks(resolved: ResolvedWithWorkloads): readonly Check[] {
  const run = runClusters(resolved)
  return resolved.clusters.flatMap(cluster => [
    ...run.filter(each => each.cluster === cluster).flatMap(each => machineChecks(resolved, each)),
    remoteApiCheck(resolved, cluster),
    ...deliveryChecks(resolved, cluster),
  ])
}

function machineChecks(resolved: Resolved, { service: { name }, minikube: { profile } }: RunCluster): readonly Check[] {
  const host = lookup(resolved).host(lookup(resolved).service(name)?.at.name ?? '')
  if (host === undefined) return []
  const on = machine(host)
  const where = `${host.name} ${profile}`
  const api: Question = { kind: 'local-api', on, context: profile }
  return [
    { service: name, what: 'minikube', where, ask: { kind: 'minikube', on, profile } },
    { service: name, what: 'API on its host', where, ask: api },
  ]
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
