import type { Cluster, Part, ResolvedWithWorkloads, ServiceWithWorkload } from '@homelab/estate'
import { App, Chart } from 'cdk8s'
import { ArgoApplication } from '../constructs/application.ts'
import { isChart } from '../parts/chart/index.ts'
import { rendererOf } from '../parts/part.ts'
import { applicationsOf } from '../runs/deliveries.ts'
import type { ClusterWorkload } from '../workloads/cluster-workload.ts'
import { applicationProps, type Member, rootProps } from './applications.ts'
import { externalOf } from './external.ts'
import { type ObjectFile, objectFiles } from './files.ts'
import { freshId } from './scope.ts'

/** The Applications that a service is part of. */
export function membersOf(service: ServiceWithWorkload, cluster: Cluster, parts: readonly Part[]): Member[] {
  const { name, workload } = service
  const external = externalOf(service)
  const known = external ?? (rendererOf(parts, workload) === undefined ? undefined : (workload as ClusterWorkload))
  if (known === undefined) return []
  return applicationsOf(name, known).map(({ application, holds }) => ({
    ...{ application, service, cluster, namespace: known.namespace },
    rendered: holds === 'workload' || holds === 'access',
    ...(holds === 'workload' && isChart(known) ? { chart: known } : {}),
  }))
}

/** The Application objects: the root, and one for each name. */
export function applicationObjects(
  resolved: ResolvedWithWorkloads,
  cluster: Cluster,
  members: readonly Member[],
  filled: ReadonlySet<string>,
): ObjectFile[] {
  const chart = new Chart(new App(), 'apps')
  const groups = [...Map.groupBy(members, ({ application }) => application.name)]
  const sources = new Map(groups.map(([name, [first]]) => [name, first?.service.file ?? resolved.file]))
  new ArgoApplication(chart, cluster.gitops.root, rootProps(cluster))
  for (const [name, [first, ...rest]] of groups) {
    if (first !== undefined)
      new ArgoApplication(chart, freshId(chart, name), applicationProps([first, ...rest], filled.has(name)))
  }
  return objectFiles(chart, `${cluster.gitops.folder}/apps`, scope => sources.get(scope) ?? resolved.file)
}
