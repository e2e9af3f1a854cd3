import { type Cluster, type LocalAddress, made, type PublicProxySettings, placeOf } from '@homelab/estate/model'
import { present } from '@homelab/formats/present'
import type { k8s } from '../../k8s.ts'
import { type ClusterWorkload, type IngressShape, inCluster } from '../../workloads/cluster-workload.ts'
import type { Container, Sidecar } from '../container/index.ts'
import type { LoadBalancer } from '../load-balancer/index.ts'
import type { Replicated, RollingUpdate } from '../replicas/index.ts'
import type { PodVolume } from '../volume/index.ts'

/** Pods of our own making, with a Service before them. */
export interface PodWorkload extends ClusterWorkload, Replicated {
  readonly kind: 'deployment' | 'stateful-set' | 'daemon-set'
  /** The name of the workload and what belongs to it, where it is not the service's. */
  readonly objectName?: string
  /** The name of the Kubernetes Service, where it is another again. */
  readonly serviceName?: string
  /**
   * `none`: nothing connects to its ports, so no Service stands in front of them. `NodePort`: nodes open what ports say in
   * `nodePort`. A load balancer (`serviceLb`, `metalLb`) opens all its ports to the local network.
   */
  readonly serviceType?: 'ClusterIP' | 'NodePort' | 'none' | LoadBalancer
  /** The Service names the containers' ports instead of numbering them. */
  readonly namedTargets?: true
  /** Pod labels and selector; `app: NAME` by default. Can't be changed on a live object. */
  readonly labels?: Readonly<Record<string, string>>
  /** The labels stand on the workload's object too, or on all its objects, and not only on the pods. */
  readonly labelled?: 'workload' | 'everywhere'
  readonly revisionHistoryLimit?: number
  /** The container that answers on the service's ports; its name is the service's by default. */
  readonly container: Omit<Container, 'name'> & { readonly name?: string }
  /** The container's ports carry no name. */
  readonly unnamedPorts?: true
  /** Containers that run beside it as long as the pod does. */
  readonly sidecars?: readonly Sidecar[]
  readonly initContainers?: readonly Container[]
  readonly volumes?: readonly PodVolume[]
  /**
   * Others let people log in with it: the Secret with what they are known by, of which the main container gets a variable for each,
   * called `CLIENT_SECRET_` and the client.
   */
  readonly clients?: { readonly secret: string }
  /** The public proxy that the main container is; what it serves follows from the routes. */
  readonly publicProxy?: PublicProxySettings
  readonly podSecurity?: k8s.PodSecurityContext
  readonly podAnnotations?: Readonly<Record<string, string>>
  readonly annotations?: Readonly<Record<string, string>>
  readonly ingress?: IngressShape
  /** The service account's name, and whether the pods get its token. Without one the pods get no token. */
  readonly serviceAccount?: { readonly name: string; readonly token: boolean }
  /** Any other field of the pod; containers and volumes are added to those above, and no field is said twice. */
  readonly pod?: Partial<k8s.PodSpec>
}

/** What the pods of a workload are made of. */
export type PodProps = Omit<PodWorkload, 'kind' | 'at' | 'address' | 'addresses' | 'lan'> & { readonly at: Cluster }

/** Replaceable pods, one of them where `replicas` says no other number. */
export function deployment(props: PodProps): PodWorkload {
  return podWorkload('deployment', props)
}

/** Pods with names and volumes of their own, which restart one after the other; one by default. */
export function statefulSet(props: Omit<PodProps, 'strategy'>): PodWorkload {
  return podWorkload('stateful-set', props)
}

/** A pod on every node, which a drain leaves alone. */
export function daemonSet(
  props: Omit<PodProps, keyof Replicated> & { readonly strategy?: 'RollingUpdate' | RollingUpdate },
): PodWorkload {
  return podWorkload('daemon-set', props)
}

function podWorkload(kind: PodWorkload['kind'], props: PodProps): PodWorkload {
  return made({
    ...props,
    kind,
    at: placeOf(props.at),
    address: inCluster(props.at, props.namespace, props.serviceName ?? props.objectName),
    ...present({ lan: localAddress(props.serviceType) }),
  })
}

function localAddress(type: PodWorkload['serviceType']): LocalAddress | undefined {
  if (typeof type !== 'object') return undefined
  return type.by === 'servicelb' ? { on: 'nodes' } : { on: 'address', address: type.address }
}
