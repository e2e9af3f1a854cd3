import { present } from '@homelab/formats/present'
import { Construct } from 'constructs'
import { k8s } from '../k8s.ts'

export interface TailnetIngressProps {
  readonly name: string
  readonly namespace: string
  readonly ingressClass: string
  /** The endpoint's name in the tailnet, without suffix. */
  readonly host: string
  readonly service: { readonly name: string; readonly port: number }
  readonly proxyGroup: string
  readonly proxyClass?: string
  /** What the endpoint carries, where that is not the proxy group's own tags. */
  readonly tags?: readonly string[]
  /** The only paths that it carries, and what lies below them; everything by default. */
  readonly paths?: readonly string[]
  /** One rule for path `/` instead of a default backend. */
  readonly asRule?: boolean
  /** Says in so many words that Funnel is off. */
  readonly funnelOff?: boolean
  /** Other annotations: the home page's. */
  readonly annotations?: Readonly<Record<string, string>>
}

/** An Ingress of the Tailscale operator: https://tailscale.com/kb/1439/kubernetes-operator-cluster-ingress */
export class TailnetIngress extends Construct {
  constructor(scope: Construct, id: string, props: TailnetIngressProps) {
    super(scope, id)
    const { name, namespace, ingressClass, host, asRule = false } = props
    const paths = props.paths ?? (asRule ? ['/'] : [])
    const backend: k8s.IngressBackend = { service: { name: props.service.name, port: { number: props.service.port } } }
    new k8s.KubeIngress(this, 'ingress', {
      metadata: { name, namespace, annotations: annotations(props) },
      spec: {
        ingressClassName: ingressClass,
        ...(paths.length === 0
          ? { defaultBackend: backend }
          : { rules: [{ http: { paths: paths.map(path => ({ path, pathType: 'Prefix', backend })) } }] }),
        tls: [{ hosts: [host] }],
      },
    })
  }
}

function annotations({
  proxyClass,
  proxyGroup,
  tags,
  funnelOff = false,
  annotations: other,
}: TailnetIngressProps): Record<string, string> {
  return {
    ...present({ 'tailscale.com/proxy-class': proxyClass }),
    'tailscale.com/proxy-group': proxyGroup,
    ...present({ 'tailscale.com/tags': tags?.join(',') }),
    ...(funnelOff && { 'tailscale.com/funnel': 'false' }),
    ...other,
  }
}

export interface TailnetServiceProps {
  readonly name: string
  readonly namespace: string
  readonly loadBalancerClass: string
  readonly host: string
  readonly proxyClass: string
  /** What the endpoint carries, where that is not the operator's default. */
  readonly tags?: readonly string[]
  readonly selector: Readonly<Record<string, string>>
  readonly port: { readonly name: string; readonly port: number; readonly targetPort: number }
}

/** A TCP endpoint in the tailnet: https://tailscale.com/kb/1439/kubernetes-operator-cluster-ingress#loadbalancer-service */
export class TailnetService extends Construct {
  constructor(scope: Construct, id: string, props: TailnetServiceProps) {
    super(scope, id)
    const { name, namespace, host, proxyClass, tags, selector, loadBalancerClass, port } = props
    new k8s.KubeService(this, 'service', {
      metadata: {
        name,
        namespace,
        annotations: {
          'tailscale.com/hostname': host,
          'tailscale.com/proxy-class': proxyClass,
          ...present({ 'tailscale.com/tags': tags?.join(',') }),
        },
      },
      spec: {
        type: 'LoadBalancer',
        loadBalancerClass,
        selector,
        ports: [
          {
            name: port.name,
            port: port.port,
            targetPort: k8s.IntOrString.fromNumber(port.targetPort),
            protocol: 'TCP',
          },
        ],
      },
    })
  }
}
