import { type Cluster, type ClusterDelivery, made } from '@homelab/estate/model'

/** How Flux delivers to a cluster. */
export interface FluxProps {
  /** Of Flux, with `v`: its command line installs this one. */
  readonly version: string
  /** The namespace in which Flux runs, and of its objects. */
  readonly namespace: string
  /** The name of the Kustomization that holds all others, and of the GitRepository that they are read from. */
  readonly root: string
  /** How often Flux looks at the repository, and puts back what somebody changed in the cluster. */
  readonly intervalSeconds: number
  /**
   * `by-itself`: what is pushed is applied, and what is no longer rendered goes. `by-hand`: each Kustomization is suspended, and
   * somebody resumes it. Pushed alone: what the same push changes besides may be applied before it is suspended.
   */
  readonly sync: 'by-itself' | 'by-hand'
  /** Who may read which repositories; by default everybody may read all of them. */
  readonly credentials?: readonly FluxCredential[]
  /** The vault whose items it decrypts, for External Secrets to copy what others need of them; none by default. */
  readonly decrypts?: FluxDecryption
}

/** Items that lie in the repository as Secrets (`sops({ asSecrets: true })`): https://fluxcd.io/flux/components/kustomize/kustomizations/#decryption */
export interface FluxDecryption {
  /** The vault, by name. */
  readonly vault: string
  /** The namespace of the items' Secrets, in which nothing else is. */
  readonly namespace: string
  /** The Secret with the key of age to read them with, in the namespace of Flux. */
  readonly key: string
}

/** A Secret that Flux reads repositories with, of Git, charts or a registry: https://fluxcd.io/flux/components/source/gitrepositories/#secret-reference */
export interface FluxCredential {
  /** What the URLs of these repositories begin with. */
  readonly for: string
  /** The Secret's name, in the namespace of Flux. */
  readonly secret: string
}

export interface FluxDelivery extends ClusterDelivery, FluxProps {
  readonly kind: 'flux'
}

/**
 * Flux reads what is rendered from the repository, each group after those that it waits for: https://fluxcd.io/flux/
 *
 * @example flux({ version: 'v2.9.5', namespace: 'flux-system', root: 'cluster', intervalSeconds: 600, sync: 'by-itself' })
 */
export function flux(props: FluxProps): FluxDelivery {
  return made({ kind: 'flux', ...props })
}

function isFlux(delivery: ClusterDelivery): delivery is FluxDelivery {
  return delivery.kind === 'flux'
}

/**
 * The settings of a cluster's Flux.
 *
 * @throws Error where something else delivers to the cluster
 * @group a part of your own
 */
export function fluxOf({ name, delivery }: Pick<Cluster, 'name' | 'delivery'>): FluxDelivery {
  if (!isFlux(delivery)) throw new Error(`${name} is delivered to by ${delivery.kind}, not by Flux`)
  return delivery
}
