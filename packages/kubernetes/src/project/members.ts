import type { Cluster, ServiceWithWorkload } from '@homelab/estate'
import type { Member } from '../delivery/group.ts'
import { applicationsOf } from '../runs/deliveries.ts'
import { externalOf, isRendered } from './workloads.ts'

/** The groups that a service is part of. */
export function membersOf(service: ServiceWithWorkload, cluster: Cluster): Member[] {
  const { name, workload } = service
  const external = externalOf(service)
  const known = external ?? (isRendered(workload) ? workload : undefined)
  if (known === undefined) return []
  return applicationsOf(name, known).map(({ application, holds }) => ({
    ...{ application, service, cluster, namespace: known.namespace },
    rendered: holds === 'workload' || holds === 'access',
    ...(holds === 'workload' && known.kind === 'chart' ? { chart: known } : {}),
  }))
}
