import { type Cluster, made, placeOf } from '@homelab/estate/model'
import { type ClusterWorkload, type IngressShape, inCluster } from '../../workloads/cluster-workload.ts'

/** Upstream's manifests at a pinned version, with patches of ours: https://kubectl.docs.kubernetes.io/references/kustomize/ */
export interface KustomizationWorkload extends ClusterWorkload {
  readonly kind: 'kustomization'
  /** URLs of upstream's manifests, each with its version in it. */
  readonly resources: readonly string[]
  /** ConfigMaps of upstream with the keys that differ here: strategic merge patches. */
  readonly configMapPatches: Readonly<Record<string, Readonly<Record<string, string>>>>
  /**
   * Objects of upstream that are (nearly) too large for the annotation in which a client keeps what it applied last:
   * the delivery lets the server apply these.
   */
  readonly appliedByServer?: readonly UpstreamObject[]
  /** The name of the Kubernetes Service that answers on the service's ports. */
  readonly serviceName?: string
  readonly ingress?: IngressShape
}

export interface UpstreamObject {
  readonly apiVersion: string
  readonly kind: string
  readonly name: string
}

type KustomizationProps = Omit<KustomizationWorkload, 'kind' | 'at' | 'address' | 'addresses'> & {
  readonly at: Cluster
  /** Ports on which another Kubernetes Service answers: the port's name -> the Service's. */
  readonly otherServices?: Readonly<Record<string, string>>
}

/** Manifests of somebody else's repository, at a revision, with patches. */
export function kustomization({ at, otherServices, ...props }: KustomizationProps): KustomizationWorkload {
  const others = Object.entries(otherServices ?? {}).map(([port, name]) => [port, inCluster(at, props.namespace, name)])
  return made({
    ...props,
    kind: 'kustomization',
    at: placeOf(at),
    address: inCluster(at, props.namespace, props.serviceName),
    ...(others.length > 0 && { addresses: Object.fromEntries(others) }),
  })
}
