import type { Cluster, Resolved } from '@homelab/estate'
import type { Check } from '../check.ts'
import { runClusters } from '../clusters.ts'

/** Of each cluster: that its API answers from here, and what Argo CD makes of it. Its host is asked as of any program. */
export function clusterChecks(resolved: Resolved): readonly Check[] {
  return resolved.clusters.flatMap(cluster => [
    remoteApiCheck(resolved, cluster),
    ...applicationChecks(resolved, cluster),
  ])
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
