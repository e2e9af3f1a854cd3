import { Construct } from 'constructs'
import { k8s } from '../k8s.ts'

/** Where traffic of a rule comes from, or goes to. */
export type Peer =
  | { readonly to: 'pods'; readonly namespace: string; readonly labels?: Readonly<Record<string, string>> }
  /** All pods of the cluster. */
  | { readonly to: 'cluster' }
  /** Addresses in CIDR notation. */
  | { readonly to: 'addresses'; readonly cidr: string; readonly except?: readonly string[] }
  /** Anything, inside and outside. */
  | { readonly to: 'anywhere' }

export interface PolicyRule {
  readonly peer: Peer
  readonly ports: readonly { readonly port: number; readonly protocol: 'TCP' | 'UDP' }[]
}

export interface NetworkPolicyProps {
  readonly name: string
  readonly namespace: string
  /** All pods of the namespace by default. */
  readonly pods?: Readonly<Record<string, string>>
  readonly ingress: readonly PolicyRule[]
  readonly egress: readonly PolicyRule[]
}

/** What may connect to pods and where they may connect to; nothing else: https://kubernetes.io/docs/concepts/services-networking/network-policies/ */
export class NetworkPolicy extends Construct {
  constructor(scope: Construct, id: string, { name, namespace, pods, ingress, egress }: NetworkPolicyProps) {
    super(scope, id)
    new k8s.KubeNetworkPolicy(this, 'policy', {
      metadata: { name, namespace },
      spec: {
        podSelector: pods === undefined ? {} : { matchLabels: pods },
        policyTypes: ['Ingress', 'Egress'],
        ...(ingress.length > 0 && { ingress: ingress.map(rule => ({ ...peers('from', rule), ...ports(rule) })) }),
        ...(egress.length > 0 && { egress: egress.map(rule => ({ ...peers('to', rule), ...ports(rule) })) }),
      },
    })
  }
}

function peers<D extends 'from' | 'to'>(direction: D, { peer }: PolicyRule): { [K in D]?: k8s.NetworkPolicyPeer[] } {
  const list = peerSpec(peer)
  return (list === undefined ? {} : { [direction]: [list] }) as { [K in D]?: k8s.NetworkPolicyPeer[] }
}

function peerSpec(peer: Peer): k8s.NetworkPolicyPeer | undefined {
  switch (peer.to) {
    case 'anywhere':
      return undefined
    case 'cluster':
      return { namespaceSelector: {} }
    case 'addresses':
      return { ipBlock: { cidr: peer.cidr, ...(peer.except !== undefined && { except: [...peer.except] }) } }
    case 'pods':
      return {
        namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': peer.namespace } },
        ...(peer.labels !== undefined && { podSelector: { matchLabels: peer.labels } }),
      }
  }
}

function ports(rule: PolicyRule): { ports?: k8s.NetworkPolicyPort[] } {
  if (rule.ports.length === 0) return {}
  return { ports: rule.ports.map(({ port, protocol }) => ({ port: k8s.IntOrString.fromNumber(port), protocol })) }
}
