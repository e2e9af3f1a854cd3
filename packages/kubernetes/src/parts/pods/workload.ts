import { type Cluster, type ContainerProbes, made, type PublicProxySettings, placeOf } from '@homelab/estate/model'
import { present } from '@homelab/formats/present'
import type { k8s } from '../../k8s.ts'
import { type ClusterWorkload, type IngressShape, inCluster } from '../../workloads/cluster-workload.ts'
import type { Container, Sidecar } from '../container/index.ts'
import type { LoadBalancer } from '../load-balancer/index.ts'
import type { Reach } from '../network-policy/index.ts'
import type { Replicated, RollingUpdate } from '../replicas/index.ts'
import type { TilesSecret } from '../tiles/secrets.ts'
import type { PodVolume } from '../volume/index.ts'
import { answeredBy, besideName } from './answered.ts'
import { localAddress } from './local-address.ts'

/** What is said of pods of our own making, whichever of a service they are. */
export interface OfPods extends Replicated {
  /** The name of the workload and what belongs to it, where it is not the service's. */
  readonly objectName?: string
  /** The name of the Kubernetes Service, where it is another again. */
  readonly serviceName?: string
  /** The Service names the containers' ports instead of numbering them. */
  readonly namedTargets?: true
  /** Pod labels and selector; `app: NAME` by default. Can't be changed on a live object. */
  readonly labels?: Readonly<Record<string, string>>
  /** The container that answers on the ports; its name is that of its pods by default. */
  readonly container: Omit<Container, 'name'> & { readonly name?: string }
  /** The container's ports carry no name. */
  readonly unnamedPorts?: true
  /** Containers that run beside it as long as the pod does. */
  readonly sidecars?: readonly Sidecar[]
  readonly initContainers?: readonly Container[]
  readonly volumes?: readonly PodVolume[]
  readonly podSecurity?: k8s.PodSecurityContext
  readonly podAnnotations?: Readonly<Record<string, string>>
  readonly annotations?: Readonly<Record<string, string>>
  /** The service account's name, and whether the pods get its token. Without one the pods get no token. */
  readonly serviceAccount?: { readonly name: string; readonly token: boolean }
  /** Any other field of the pod; containers and volumes are added to those above, and no field is said twice. */
  readonly pod?: Partial<k8s.PodSpec>
}

/**
 * Pods of a service beside its main ones, with replicas, probes, mounts and policies of their own: a worker, a scheduler, a cache
 * that nobody else asks. Within a service all pods reach each other on its ports.
 *
 * @example { name: 'worker', replicas: 2, sameNeeds: true, container: { image: app, args: ['worker'] } }
 */
export interface PodsBeside extends OfPods {
  /** What the service calls them, and their container: their objects are called by the service and this. */
  readonly name: string
  /** A Deployment by default. */
  readonly kind?: 'deployment' | 'stateful-set'
  /**
   * The ports of the service, by name, on which these pods answer and the main ones do not. A Service of their own stands before
   * them, and whoever needs one of these ports, or has a route there, comes by that.
   */
  readonly answers?: readonly string[]
  /** What a kubelet asks of their container. */
  readonly probes?: ContainerProbes
  /**
   * What the service needs and reaches is theirs, too: they get the variables of its needs, and policies let them out. By default
   * that is of the main pods alone, and theirs is what a need gives to their container by its name.
   */
  readonly sameNeeds?: true
  /** What they alone reach. */
  readonly reaches?: readonly Reach[]
}

/** Pods of a StatefulSet restart in their own way. */
type BesideKind = { readonly kind?: 'deployment' } | { readonly kind: 'stateful-set'; readonly strategy?: never }

/** Pods of our own making, with a Service before them. */
export interface PodWorkload extends ClusterWorkload, OfPods {
  readonly kind: 'deployment' | 'stateful-set' | 'daemon-set'
  /**
   * `none`: nothing connects to its ports, so no Service stands in front of them. `NodePort`: nodes open what ports say in
   * `nodePort`. A load balancer (`serviceLb`, `metalLb`) opens all ports of its main pods to the local network.
   */
  readonly serviceType?: 'ClusterIP' | 'NodePort' | 'none' | LoadBalancer
  /** The labels stand on the workload's object too, or on all its objects, and not only on the pods. */
  readonly labelled?: 'workload' | 'everywhere'
  readonly revisionHistoryLimit?: number
  /** Other pods of the same service. */
  readonly beside?: readonly (PodsBeside & BesideKind)[]
  /**
   * Others let people log in with it: the Secret with what they are known by, of which the main container gets a variable for each,
   * called `CLIENT_SECRET_` and the client.
   */
  readonly clients?: { readonly secret: string }
  /**
   * It shows the tiles of the others: the Secret with what their widgets log in with, of which the main container gets a variable for
   * each, called `HOMEPAGE_VAR_`, the service and the field.
   */
  readonly tiles?: TilesSecret
  /**
   * The variable in which the main container is told by which hosts it is asked, with commas between: by its ways in over HTTPS, by what
   * else asks it, and by the address of its pod, which stands before it as `POD_IP`. For programs that refuse all others.
   */
  readonly allowedHosts?: string
  /** The public proxy that the main container is; what it serves follows from the routes. */
  readonly publicProxy?: PublicProxySettings
  readonly ingress?: IngressShape
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
  const { at, namespace, beside = [] } = props
  const name = props.serviceName ?? props.objectName
  const addresses = beside.flatMap(each =>
    answeredBy(each).map(port => [port, inCluster(at, namespace, besideName(name ?? '*', each))] as const),
  )
  return made({
    ...props,
    kind,
    at: placeOf(at),
    address: inCluster(at, namespace, name),
    ...(addresses.length > 0 && { addresses: Object.fromEntries(addresses) }),
    ...present({ lan: localAddress(props) }),
  })
}
