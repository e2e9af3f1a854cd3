import { type Cluster, type Image, made, placeOf, type Volume } from '@homelab/estate/model'
import { type ClusterWorkload, inCluster } from '../../workloads/cluster-workload.ts'
import type { Resources } from '../container/index.ts'

/**
 * A PostgreSQL cluster of the CloudNativePG operator. Its bootstrap database, owners and roles come from the services
 * that need them. The service's ports are `sql`, and `metrics` where they are reached.
 */
export interface PostgresWorkload extends ClusterWorkload {
  readonly kind: 'postgres'
  readonly instances: number
  readonly image: Image
  readonly storage: Volume & { readonly size: string; readonly storageClass: string }
  readonly resources: Resources
  readonly parameters: Readonly<Record<string, string>>
  readonly preloadLibraries?: readonly string[]
  /** Rows of pg_hba.conf, in order. */
  readonly accessRules: readonly string[]
  /** The Service of the metrics' tailnet route is also their name in the cluster: none of their own is rendered. */
  readonly metricsThrough?: 'tailnet'
}

type PostgresProps = Omit<PostgresWorkload, 'kind' | 'at' | 'address' | 'addresses' | 'storage'> & {
  readonly at: Cluster
  readonly storage: Pick<Volume, 'holds' | 'backup'> & { readonly size: string; readonly storageClass: string }
}

/** A PostgreSQL server kept by CloudNativePG. Databases and roles are the needs of those who use it. */
export function postgresCluster(props: PostgresProps): PostgresWorkload {
  return made({
    ...props,
    kind: 'postgres',
    at: placeOf(props.at),
    storage: made({ kind: 'volume', name: 'pgdata', ...props.storage }),
    addresses: {
      sql: inCluster(props.at, props.namespace, '*-rw'),
      metrics: inCluster(
        props.at,
        props.namespace,
        props.metricsThrough === 'tailnet' ? '*-metrics-tailscale' : '*-metrics',
      ),
    },
  })
}
