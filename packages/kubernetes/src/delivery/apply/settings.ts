import { type ClusterDelivery, made } from '@homelab/estate'

/** How a rendered folder is applied to a cluster. */
export interface ApplyFolderProps {
  /** The service whose timer applies it; absent: a person does, by the steps. */
  readonly by?: string
}

export interface ApplyFolderDelivery extends ClusterDelivery, ApplyFolderProps {
  readonly kind: 'apply'
}

/**
 * A script applies the rendered folder, group by group, with `kubectl apply --server-side --prune --applyset`:
 * https://kubernetes.io/docs/tasks/manage-kubernetes-objects/declarative-config/#how-to-delete-objects
 */
export function applyFolder(props: ApplyFolderProps = {}): ApplyFolderDelivery {
  return made({ kind: 'apply', ...props })
}
