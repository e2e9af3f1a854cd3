import type { Cluster, ClusterSource } from '@homelab/estate'
import { type ArgoCdDelivery, argoCdOf } from '@homelab/kubernetes'

/** Where a cluster's Argo CD reads, and its settings. */
export function gitopsOf(cluster: Cluster): ClusterSource & ArgoCdDelivery {
  return { ...cluster.source, ...argoCdOf(cluster) }
}
