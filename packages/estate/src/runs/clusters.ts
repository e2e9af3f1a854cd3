import type { Cluster } from '../place.ts'
import type { Resolved, ResolvedService } from '../resolved.ts'
import { known } from './known.ts'
import type { HostUnit } from './units.ts'

/** A cluster with the service that runs it on its host. */
export interface RunCluster {
  readonly cluster: Cluster
  readonly service: ResolvedService
  readonly unit: HostUnit
}

/** The clusters that a service of the estate runs. */
export function runClusters({ clusters, services }: Pick<Resolved, 'clusters' | 'services'>): readonly RunCluster[] {
  return clusters.flatMap(cluster =>
    services.flatMap(service =>
      known(service.runs.units)
        .filter(unit => unit.manager === 'host')
        .filter(({ is, host }) => is === 'cluster' && host === cluster.on)
        .map(unit => ({ cluster, service, unit })),
    ),
  )
}
