import type { ContainerProbes, Image, OwnPort, OwnUrl } from '@homelab/estate/model'
import { made } from '@homelab/estate/model'
import type { k8s } from '../../k8s.ts'
import type { Mounts } from '../volume/index.ts'

/** The value of an environment variable. */
export type EnvValue =
  | string
  | OwnUrl
  | OwnPort
  /** The image's reference, for what starts containers of its own. */
  | Image
  | { readonly from: 'nothing' }
  | { readonly from: 'secret'; readonly secret: string; readonly key: string }
  | { readonly from: 'field'; readonly path: PodField }

/** What a pod can tell its containers: https://kubernetes.io/docs/concepts/workloads/pods/downward-api/ */
export type PodField =
  | `metadata.${'name' | 'namespace' | 'uid'}`
  | `metadata.${'labels' | 'annotations'}['${string}']`
  | `spec.${'nodeName' | 'serviceAccountName'}`
  | `status.${'hostIP' | 'hostIPs' | 'podIP' | 'podIPs'}`

/** A key of a Secret. */
export function secretKey(secret: string, key: string): EnvValue {
  return made<EnvValue & object>({ from: 'secret', secret, key })
}

/** The variable is there without a value. */
export const emptyValue: EnvValue = { from: 'nothing' }

/** A field of the pod: `status.podIP`. */
export function podField(path: PodField): EnvValue {
  return made<EnvValue & object>({ from: 'field', path })
}

/** Kubernetes quantities. */
export interface Amounts {
  readonly memory?: string
  readonly cpu?: string
}

export interface Resources {
  readonly requests?: Amounts
  readonly limits?: Amounts
}

export interface Container {
  readonly name: string
  readonly image: Image
  readonly pullPolicy?: 'Always' | 'IfNotPresent'
  readonly command?: readonly string[]
  readonly args?: readonly string[]
  readonly env?: Readonly<Record<string, EnvValue>>
  /** Secrets whose keys become variables. */
  readonly envFrom?: readonly { readonly secret: string; readonly optional?: true }[]
  readonly mounts?: Mounts
  readonly resources?: Resources
  /**
   * What a device plugin of the node gives to this container alone, by the name that it has there: `{ 'gpu.intel.com/i915': 1 }`.
   * Where the node has one, no second pod starts: a Deployment then says `strategy: 'Recreate'`.
   * https://kubernetes.io/docs/concepts/extend-kubernetes/compute-storage-net/device-plugins/
   */
  readonly devices?: Readonly<Record<`${string}/${string}`, number>>
  readonly security?: k8s.SecurityContext
}

/** A container beside the one that answers on the service's ports. */
export interface Sidecar extends Container {
  /** The ports of the service, by name, on which this container answers and the main one does not: an exporter's `metrics`. */
  readonly answers?: readonly string[]
  /** Ports by the names that the service gives them. */
  readonly probes?: ContainerProbes
}
