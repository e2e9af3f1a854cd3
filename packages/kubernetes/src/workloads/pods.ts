import { type Cluster, type DeliveryGroup, type Image, made, placeOf, type Workload } from '@homelab/estate'
import type { k8s } from 'cdk8s-plus-28'
import type { BootstrapStep } from './bootstrap.ts'
import type { Container } from './container.ts'
import type { GeneratedConfigMaps } from './generated.ts'
import type { ScheduledJob } from './jobs.ts'
import type { KubeObject } from './objects.ts'
import type { Reach } from './reach.ts'
import type { ExternalSecret } from './secrets.ts'
import type { PodVolume } from './volumes.ts'

/** What all workloads of a cluster have in common. */
export interface ClusterWorkload extends Workload {
  readonly namespace: string
  /** Renders the Namespace object; otherwise Argo CD makes the namespace. */
  readonly ownsNamespace?: true
  /** The Application that holds its objects; one of the service's name by default. */
  readonly application?: DeliveryGroup
  /** The Application that holds its Ingress and ExternalSecrets, where that is another. */
  readonly accessApplication?: DeliveryGroup
  /** An Application that brings upstream's custom resource definitions; it is synced before the service's own. */
  readonly crds?: DeliveryGroup
  readonly secrets?: readonly ExternalSecret[]
  readonly jobs?: readonly ScheduledJob[]
  readonly objects?: readonly KubeObject[]
  /** Images that only its objects name. */
  readonly moreImages?: readonly Image[]
  /** ConfigMaps that another renderer makes of the whole estate; they stand in the access Application. */
  readonly generated?: readonly GeneratedConfigMaps[]
  readonly bootstrap?: readonly BootstrapStep[]
  readonly reaches?: readonly Reach[]
}

/** How the tailnet Ingress is shaped where a live one deviates. */
export interface IngressShape {
  /** `rule`: one rule for path `/`; else the default backend. */
  readonly form?: 'rule'
  /** No proxy-class annotation. */
  readonly proxyClass?: 'none'
  /** Says in so many words that Tailscale Funnel is off. */
  readonly funnel?: 'off'
}

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

/** The name of a Kubernetes Service inside its cluster; `*` stands for the service's name. */
export function inCluster(cluster: Cluster, namespace: string, serviceName = '*'): string {
  return `${serviceName}.${namespace}.svc.${cluster.dnsDomain}`
}
