import { type Cluster, type ClusterDelivery, made } from '@homelab/estate/model'
import { script } from './group.ts'

/** How a rendered folder is applied to a cluster. */
export interface ApplyFolderDelivery extends ClusterDelivery {
  readonly kind: 'apply'
}

/**
 * A script applies the rendered folder, group by group, with `kubectl apply --server-side --prune --applyset`:
 * https://kubernetes.io/docs/tasks/manage-kubernetes-objects/declarative-config/#how-to-delete-objects
 */
export function applyFolder(): ApplyFolderDelivery {
  return made({ kind: 'apply' })
}

/** The script, from the repository's root: for whatever runs it on a host. */
export function folderScript({ source }: Pick<Cluster, 'source'>): string {
  return `${source.rendered}/${source.folder}/${script}`
}
