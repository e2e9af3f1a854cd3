import { type Cluster, made, placeOf } from '@homelab/estate/model'
import type { k8s } from 'cdk8s-plus-28'
import { type ClusterWorkload, type IngressShape, inCluster } from '../../workloads/cluster-workload.ts'
import type { Container } from '../container/index.ts'
import type { PodVolume } from '../volume/index.ts'

/** Pods of our own making, with a Service before them. */
export interface PodWorkload extends ClusterWorkload {
  readonly kind: 'deployment' | 'stateful-set' | 'daemon-set'
  /** The name of the workload and what belongs to it, where it is not the service's. */
  readonly objectName?: string
  /** The name of the Kubernetes Service, where it is another again. */
  readonly serviceName?: string
  /** `none`: nothing connects to its ports, so no Service stands in front of them. */
  readonly serviceType?: 'ClusterIP' | 'NodePort' | 'none'
  /** The Service names the containers' ports instead of numbering them. */
  readonly namedTargets?: true
  /** Pod labels and selector; `app: NAME` by default. Can't be changed on a live object. */
  readonly labels?: Readonly<Record<string, string>>
  /** The labels stand on the workload's object too, or on all its objects, and not only on the pods. */
  readonly labelled?: 'workload' | 'everywhere'
  /** Replicas that share one volume can't run side by side: `Recreate` stops the old pod first. */
  readonly strategy?: 'Recreate' | 'RollingUpdate'
  readonly revisionHistoryLimit?: number
  /** The container that answers on the service's ports; its name is the service's by default. */
  readonly container: Omit<Container, 'name'> & { readonly name?: string }
  /** The container's ports carry no name. */
  readonly unnamedPorts?: true
  readonly sidecars?: readonly Container[]
  readonly initContainers?: readonly Container[]
  readonly volumes?: readonly PodVolume[]
  readonly podSecurity?: k8s.PodSecurityContext
  readonly podAnnotations?: Readonly<Record<string, string>>
  readonly annotations?: Readonly<Record<string, string>>
  readonly ingress?: IngressShape
  /** The service account's name, and whether the pods get its token. Without one the pods get no token. */
  readonly serviceAccount?: { readonly name: string; readonly token: boolean }
  /** Any other field of the pod; containers and volumes are added to those above, and no field is said twice. */
  readonly pod?: Partial<k8s.PodSpec>
}

type PodProps = Omit<PodWorkload, 'kind' | 'at' | 'address' | 'addresses'> & { readonly at: Cluster }

/** Replaceable pods, one of them. */
export function deployment(props: PodProps): PodWorkload {
  return podWorkload('deployment', props)
}

/** A pod with a name and volumes of its own. */
export function statefulSet(props: PodProps): PodWorkload {
  return podWorkload('stateful-set', props)
}

/** A pod on every node. */
export function daemonSet(props: PodProps): PodWorkload {
  return podWorkload('daemon-set', props)
}

function podWorkload(kind: PodWorkload['kind'], props: PodProps): PodWorkload {
  return made({
    ...props,
    kind,
    at: placeOf(props.at),
    address: inCluster(props.at, props.namespace, props.serviceName ?? props.objectName),
  })
}
