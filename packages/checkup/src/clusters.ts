import { type Cluster, type HostUnit, known, type Resolved, type ResolvedService } from '@homelab/estate/model'

/** A cluster with the service that runs it on its host. */
export interface RunCluster {
  readonly cluster: Cluster
  readonly service: ResolvedService
  readonly unit: HostUnit
}

/** The clusters that a service of the estate runs. */
export function runClusters({ clusters, services }: Resolved): readonly RunCluster[] {
  return clusters.flatMap(cluster =>
    services.flatMap(service =>
      known(service.runs.units)
        .filter(unit => unit.manager === 'host')
        .filter(({ is, host }) => is === 'cluster' && host === cluster.on)
        .map(unit => ({ cluster, service, unit })),
    ),
  )
}
