import { type Cluster, made, placeOf, workloadsOf } from '@homelab/estate/model'
import { type ClusterWorkload, type IngressShape, inCluster } from '../../workloads/cluster-workload.ts'

/** What ships as a Helm chart and stays one: the delivery renders it with values of ours. */
export interface ChartWorkload extends ClusterWorkload {
  readonly kind: 'chart'
  /** The Git repository that holds the chart. */
  readonly repository: string
  readonly revision: string
  /** The chart's folder in the repository. */
  readonly path: string
  readonly releaseName: string
  readonly values: object
  /** Secrets of its namespace that the chart's pods read. */
  readonly reads?: readonly string[]
  /** The Kubernetes Service that the chart makes, where other services use it or a route leads there. */
  readonly serviceName?: string
  readonly ingress?: IngressShape
}

type ChartProps = Omit<ChartWorkload, 'kind' | 'at' | 'address' | 'addresses'> & {
  readonly at: Cluster
}

/**
 * A Helm chart, rendered by the delivery.
 *
 * @example chart({ at: home, namespace: 'mail', repository, revision: 'v1.2.0', path: 'charts/mail', releaseName: 'mail', values: { replicas: 1 } })
 */
export function chart({ at, ...props }: ChartProps): ChartWorkload {
  return made({ ...props, kind: 'chart', at: placeOf(at), address: inCluster(at, props.namespace, props.serviceName) })
}

export const isChart = workloadsOf<ChartWorkload>('chart')
