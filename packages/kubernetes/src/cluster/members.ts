import type { Cluster, Lookup, Part, ServiceWithWorkload } from '@homelab/estate/model'
import type { Member } from '../delivery/group.ts'
import { isChart } from '../parts/chart/index.ts'
import { chartValues, neededOf } from '../parts/chart/values.ts'
import { rendererOf } from '../parts/part.ts'
import { applicationsOf } from '../runs/deliveries.ts'
import type { ClusterWorkload } from '../workloads/cluster-workload.ts'
import { externalOf } from './external.ts'

/** The groups that a service is part of. */
export function membersOf(
  service: ServiceWithWorkload,
  cluster: Cluster,
  parts: readonly Part[],
  find: Lookup,
): Member[] {
  const { name, workload } = service
  const external = externalOf(service)
  const known = external ?? (rendererOf(parts, workload) === undefined ? undefined : (workload as ClusterWorkload))
  if (known === undefined) return []
  return applicationsOf(name, known).map(({ application, holds }) => ({
    ...{ application, service, cluster, namespace: known.namespace },
    rendered: holds === 'workload' || holds === 'access',
    ...(holds === 'workload' &&
      isChart(known) && { chart: { ...known, values: chartValues(known, neededOf(find, name)) } }),
  }))
}
