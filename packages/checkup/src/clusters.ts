import { type Cluster, known, type Resolved, type ResolvedService, type Unit } from '@homelab/estate'

/** A cluster with the service that runs it on its host. */
export interface RunCluster {
  readonly cluster: Cluster
  readonly service: ResolvedService
  readonly minikube: Extract<Unit, { readonly manager: 'minikube' }>
}

/** The clusters that a service of the estate runs. */
export function runClusters({ clusters, services }: Resolved): readonly RunCluster[] {
  return clusters.flatMap(cluster =>
    services.flatMap(service =>
      known(service.runs.units)
        .filter(unit => unit.manager === 'minikube')
        .filter(({ host }) => host === cluster.on)
        .map(minikube => ({ cluster, service, minikube })),
    ),
  )
}
