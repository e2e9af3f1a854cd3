import { type Cluster, placeOf } from '@homelab/estate'
import { type ClusterWorkload, type IngressShape, inCluster } from './pods.ts'

/** Upstream's manifests at a pinned version, with patches of ours: https://kubectl.docs.kubernetes.io/references/kustomize/ */
export interface KustomizationWorkload extends ClusterWorkload {
  readonly kind: 'kustomization'
  /** URLs of upstream's manifests, each with its version in it. */
  readonly resources: readonly string[]
  /** ConfigMaps of upstream with the keys that differ here: strategic merge patches. */
  readonly configMapPatches: Readonly<Record<string, Readonly<Record<string, string>>>>
  /** The name of the Kubernetes Service that answers on the service's ports. */
  readonly serviceName?: string
  readonly ingress?: IngressShape
}

type KustomizationProps = Omit<KustomizationWorkload, 'kind' | 'at' | 'address' | 'addresses'> & {
  readonly at: Cluster
}

export function kustomization({ at, ...props }: KustomizationProps): KustomizationWorkload {
  return {
    ...props,
    kind: 'kustomization',
    at: placeOf(at),
    address: inCluster(at, props.namespace, props.serviceName),
  }
}
