import { present } from '@homelab/formats/present'
import { Construct } from 'constructs'
import { k8s } from '../k8s.ts'

export interface ServicePort {
  readonly name: string
  readonly port: number
  readonly targetPort: number | string
  readonly protocol: 'TCP' | 'UDP'
  readonly nodePort?: number
}

export interface WorkloadProps {
  readonly kind: 'deployment' | 'stateful-set' | 'daemon-set'
  readonly name: string
  readonly namespace: string
  /** Pod labels and selector. Can't be changed on a live object. */
  readonly selector: Readonly<Record<string, string>>
  /** Labels of the workload's object. */
  readonly labels?: Readonly<Record<string, string>>
  readonly annotations?: Readonly<Record<string, string>>
  readonly podAnnotations?: Readonly<Record<string, string>>
  readonly pod: k8s.PodSpec
  /** One by default; a DaemonSet has none, and of one that an autoscaler counts nothing is said. */
  readonly replicas?: number | 'counted'
  /** Of a Deployment or DaemonSet. */
  readonly strategy?: k8s.DeploymentStrategy
  readonly revisionHistoryLimit?: number
  /** For a StatefulSet; can't be changed later. */
  readonly claimTemplates?: readonly k8s.KubePersistentVolumeClaimProps[]
  /** The Service in front of the pods; none when there are no ports. */
  readonly service: {
    readonly name: string
    /** Further fields of its specification: its type, and what belongs to that. */
    readonly spec?: Omit<k8s.ServiceSpec, 'selector' | 'ports'>
    readonly annotations?: Readonly<Record<string, string>>
    readonly labels?: Readonly<Record<string, string>>
    readonly ports: readonly ServicePort[]
  }
}

/** One workload with the Service in front of it. Renders what is asked for and no defaults of its own. */
export class Workload extends Construct {
  constructor(scope: Construct, id: string, props: WorkloadProps) {
    super(scope, id)
    const { name, namespace, selector, labels, annotations, replicas: said = 1 } = props
    const replicas = said === 'counted' ? {} : { replicas: said }
    const metadata: k8s.ObjectMeta = {
      name,
      namespace,
      ...present({ labels, annotations }),
    }
    switch (props.kind) {
      case 'deployment':
        new k8s.KubeDeployment(this, 'workload', { metadata, spec: { ...replicas, ...deploymentSpec(props) } })
        break
      case 'stateful-set':
        new k8s.KubeStatefulSet(this, 'workload', { metadata, spec: { ...replicas, ...statefulSetSpec(props) } })
        break
      case 'daemon-set':
        new k8s.KubeDaemonSet(this, 'workload', { metadata, spec: daemonSetSpec(props) })
        break
    }
    if (props.service.ports.length === 0) return
    new k8s.KubeService(this, 'service', {
      metadata: {
        name: props.service.name,
        namespace,
        ...present({ labels: props.service.labels, annotations: props.service.annotations }),
      },
      spec: {
        selector,
        ...props.service.spec,
        ports: props.service.ports.map(servicePort),
      },
    })
  }
}

function template({
  selector,
  podAnnotations = {},
  pod,
}: WorkloadProps): Pick<k8s.DeploymentSpec, 'selector' | 'template'> {
  const annotated = Object.keys(podAnnotations).length > 0
  return {
    selector: { matchLabels: selector },
    template: { metadata: { labels: selector, ...(annotated && { annotations: podAnnotations }) }, spec: pod },
  }
}

function deploymentSpec(props: WorkloadProps): k8s.DeploymentSpec {
  const { strategy, revisionHistoryLimit } = props
  return {
    ...template(props),
    ...present({ strategy, revisionHistoryLimit }),
  }
}

function daemonSetSpec(props: WorkloadProps): k8s.DaemonSetSpec {
  return { ...template(props), ...present({ updateStrategy: props.strategy }) }
}

function statefulSetSpec(props: WorkloadProps): k8s.StatefulSetSpec {
  const { claimTemplates = [], revisionHistoryLimit } = props
  return {
    ...template(props),
    serviceName: props.service.name,
    ...present({ revisionHistoryLimit }),
    ...(claimTemplates.length > 0 && { volumeClaimTemplates: [...claimTemplates] }),
  }
}

function servicePort({ name, port, targetPort, protocol, nodePort }: ServicePort): k8s.ServicePort {
  return {
    name,
    port,
    targetPort:
      typeof targetPort === 'number' ? k8s.IntOrString.fromNumber(targetPort) : k8s.IntOrString.fromString(targetPort),
    protocol,
    ...present({ nodePort }),
  }
}
