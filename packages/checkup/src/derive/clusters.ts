import { type Cluster, lookup, type Resolved } from '@homelab/estate'
import type { Check, Question } from '../check.ts'
import { type RunCluster, runClusters } from '../clusters.ts'
import { machine } from './hosts.ts'

/** Of each cluster: that it runs, that its API answers on the spot and from here, and what Argo CD makes of it. */
export function clusterChecks(resolved: Resolved): readonly Check[] {
  const run = runClusters(resolved)
  return resolved.clusters.flatMap(cluster => [
    ...run.filter(each => each.cluster === cluster).flatMap(each => machineChecks(resolved, each)),
    remoteApiCheck(resolved, cluster),
    ...applicationChecks(resolved, cluster),
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

function applicationChecks(resolved: Resolved, { name, context, gitops }: Cluster): readonly Check[] {
  const { namespace, root } = gitops
  const owners = applicationsOf(resolved, name)
  owners.set(root, owners.get(root) ?? name)
  const where = (application: string): string => `${name} ${application}`
  return [
    ...[...owners].map(
      ([application, service]): Check => ({
        service,
        what: 'Application',
        where: where(application),
        ask: { kind: 'application', context, namespace, name: application },
      }),
    ),
    {
      service: name,
      what: 'Applications',
      where: where('all others'),
      ask: { kind: 'other-applications', context, namespace, known: [...owners.keys()] },
    },
  ]
}

/** Application -> the first service that is part of it, in the order of services. */
function applicationsOf({ services }: Resolved, cluster: string): Map<string, string> {
  const owners = new Map<string, string>()
  for (const { name, at, runs } of services) {
    if (at.name !== cluster || at.kind !== 'cluster') continue
    for (const delivery of runs.deliveries)
      if (delivery.by === 'argocd' && !owners.has(delivery.application)) owners.set(delivery.application, name)
  }
  return owners
}
