import type { FlyApp, HostWorkload, MinikubeCluster } from '@homelab/ansible-gen'
import type { Cluster, Resolved, ResolvedService, Workload } from '@homelab/estate'
import type {
  ChartWorkload,
  ClusterWorkload,
  ExternalApplications,
  PodWorkload,
  PostgresWorkload,
} from '@homelab/kubernetes'

/** Each kind of workload is made by one constructor only, which decides the rest of its shape. */
const podKinds: ReadonlySet<string> = new Set<PodWorkload['kind']>(['deployment', 'stateful-set', 'daemon-set'])

export function isPods(workload: Workload): workload is PodWorkload {
  return podKinds.has(workload.kind)
}

export function isPostgres(workload: Workload): workload is PostgresWorkload {
  return workload.kind === 'postgres'
}

export function isChart(workload: Workload): workload is ChartWorkload {
  return workload.kind === 'chart'
}

export function isExternalOfCluster(workload: Workload): workload is ExternalApplications {
  return workload.kind === 'external' && 'applications' in workload
}

/** Any other workload of a cluster: what Argo CD applies from what is rendered. */
export function isOfCluster(workload: Workload): workload is ClusterWorkload {
  return workload.at.kind === 'cluster' && 'namespace' in workload && workload.kind !== 'external'
}

export function isOnHost(workload: Workload): workload is HostWorkload {
  return workload.kind === 'host-service'
}

export function isFlyApp(workload: Workload): workload is FlyApp {
  return workload.kind === 'fly-app'
}

/** A cluster with the service that runs it on its host. */
export interface RunCluster {
  readonly cluster: Cluster
  readonly service: ResolvedService
  readonly minikube: MinikubeCluster
}

/** The clusters that a service of the estate runs. */
export function runClusters({ clusters, services }: Resolved): readonly RunCluster[] {
  return clusters.flatMap(cluster =>
    services.flatMap(service => {
      const { workload } = service
      if (!isOnHost(workload) || workload.cluster === undefined || workload.at.name !== cluster.on) return []
      return [{ cluster, service, minikube: workload.cluster }]
    }),
  )
}
