import { type Cluster, type ClusterDelivery, made } from '@homelab/estate/model'

/** How Argo CD delivers to a cluster. */
export interface ArgoCdProps {
  /** The folder of the repository where what is still hand-written lies; no slash at either end. */
  readonly handwritten: string
  /** The namespace of the Application objects, in which Argo CD runs. */
  readonly namespace: string
  /** The Argo CD project. */
  readonly project: string
  /** The name of the Application that holds all others. */
  readonly root: string
}

export interface ArgoCdDelivery extends ClusterDelivery, ArgoCdProps {
  readonly kind: 'argocd'
}

/** Argo CD reads what is rendered from the repository, and syncs by hand: https://argo-cd.readthedocs.io/en/stable/ */
export function argoCd(props: ArgoCdProps): ArgoCdDelivery {
  return made({ kind: 'argocd', ...props })
}

/** Whether Argo CD delivers. */
export function isArgoCd(delivery: ClusterDelivery): delivery is ArgoCdDelivery {
  return delivery.kind === 'argocd'
}

/**
 * The settings of a cluster's Argo CD.
 *
 * @throws Error where something else delivers to the cluster
 */
export function argoCdOf({ name, delivery }: Pick<Cluster, 'name' | 'delivery'>): ArgoCdDelivery {
  if (!isArgoCd(delivery)) throw new Error(`${name} is delivered to by ${delivery.kind}, not by Argo CD`)
  return delivery
}
