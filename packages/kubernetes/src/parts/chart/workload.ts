import { type Cluster, made, placeOf, workloadsOf } from '@homelab/estate/model'
import { type ClusterWorkload, type IngressShape, inCluster } from '../../workloads/cluster-workload.ts'

/** What ships as a Helm chart and stays one: the delivery renders it with values of ours. */
export interface ChartWorkload extends ClusterWorkload {
  readonly kind: 'chart'
  /** The Git repository that holds the chart; or, where `chart` names it, a chart repository (`https://`) or registry (`oci://`). */
  readonly repository: string
  /** A tag or commit; of a chart repository or registry the chart's version. */
  readonly revision: string
  /** The chart's folder in a Git repository. */
  readonly path?: string
  /** The chart's name in a chart repository or registry. */
  readonly chart?: string
  readonly releaseName: string
  /**
   * As the chart has them; a Secret that is delivered by `secretName`, what the service needs by `asValues`, `asDatabaseValues` and
   * `asLoginValues`.
   */
  readonly values: object
  /** Secrets of its namespace that the chart's pods read, and that no value names. */
  readonly reads?: readonly string[]
  /** The Kubernetes Service that the chart makes, where other services use it or a route leads there. */
  readonly serviceName?: string
  readonly ingress?: IngressShape
}

type ChartProps = Omit<ChartWorkload, 'kind' | 'at' | 'address' | 'addresses' | 'path' | 'chart'> & {
  readonly at: Cluster
} & ({ readonly path: string; readonly chart?: never } | { readonly chart: string; readonly path?: never })

/**
 * A Helm chart, rendered by the delivery.
 *
 * @example chart({ at: home, namespace: 'mail', repository, revision: 'v1.2.0', path: 'charts/mail', releaseName: 'mail', values: { replicas: 1 } })
 * @example chart({ at: home, namespace: 'mail', repository: 'oci://registry.example.org/charts', chart: 'mail', revision: '1.2.0', releaseName: 'mail', values: {} })
 */
export function chart({ at, ...props }: ChartProps): ChartWorkload {
  return made({ ...props, kind: 'chart', at: placeOf(at), address: inCluster(at, props.namespace, props.serviceName) })
}

/** The name of a Secret among the values of a chart, whose pods read it. */
export interface SecretName {
  readonly kind: 'secret-name'
  readonly secret: string
}

/**
 * A Secret of its namespace, in a value of a chart by which that knows it.
 *
 * @example secretName('mail-admin')
 */
export function secretName(secret: string): SecretName {
  return made({ kind: 'secret-name', secret })
}

export function isSecretName(value: object): value is SecretName {
  return 'kind' in value && value.kind === 'secret-name'
}

export const isChart = workloadsOf<ChartWorkload>('chart')
