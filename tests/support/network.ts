import type { KubeObject } from './objects.ts'

/** Pods with the labels that network policies see. */
export interface PodAt {
  readonly name: string
  readonly namespace: string
  readonly labels: Readonly<Record<string, string>>
}

/** The pods of a cluster's rendered workloads and databases, under their services' names. */
export function podsAt(objects: readonly KubeObject[]): PodAt[] {
  return objects.flatMap(({ kind, path, metadata: { name, namespace = '' }, spec }): PodAt[] => {
    if (kind === 'Cluster') return [{ name, namespace, labels: { 'cnpg.io/cluster': name } }]
    if (!['Deployment', 'StatefulSet', 'DaemonSet'].includes(kind)) return []
    // An Application's folder has the service's name where its object has another.
    const folder = path.split('/')[2] ?? name
    return [
      {
        name: kind === 'DaemonSet' || name === 'operator' ? folder : name,
        namespace,
        labels: spec.template.metadata.labels,
      },
    ]
  })
}

interface Selector {
  readonly matchLabels?: Readonly<Record<string, string>>
}

interface Peer {
  readonly namespaceSelector?: Selector
  readonly podSelector?: Selector
  readonly ipBlock?: object
}

interface Rule {
  readonly from?: readonly Peer[]
  readonly to?: readonly Peer[]
  readonly ports?: readonly { readonly port: number }[]
}

/** Whether policies let one pod open a connection to another: https://kubernetes.io/docs/concepts/services-networking/network-policies/ */
export function allows(policies: readonly KubeObject[], from: PodAt, to: PodAt, port: number): boolean {
  return passes(policies, 'Egress', from, to, port) && passes(policies, 'Ingress', to, from, port)
}

/** Whether the policies of one pod alone let a connection through. */
export function passes(
  policies: readonly KubeObject[],
  direction: 'Ingress' | 'Egress',
  subject: PodAt,
  other: PodAt,
  port: number,
): boolean {
  const own = policies.filter(
    ({ metadata, spec }) =>
      metadata.namespace === subject.namespace &&
      spec.policyTypes.includes(direction) &&
      matches(spec.podSelector, subject.labels),
  )
  if (own.length === 0) return true
  const rules: Rule[] = own.flatMap(({ spec }) => (direction === 'Ingress' ? spec.ingress : spec.egress) ?? [])
  return rules.some(({ from, to, ports }) => {
    const peers = direction === 'Ingress' ? from : to
    const peerFits = peers === undefined || peers.some(peer => fits(peer, other))
    return peerFits && (ports === undefined || ports.some(each => each.port === port))
  })
}

function fits({ namespaceSelector, podSelector, ipBlock }: Peer, pod: PodAt): boolean {
  // An address block is about what lies outside: pods have selectors.
  if (ipBlock !== undefined) return false
  return (
    matches(namespaceSelector, { 'kubernetes.io/metadata.name': pod.namespace }) && matches(podSelector, pod.labels)
  )
}

function matches(selector: Selector | undefined, labels: Readonly<Record<string, string>>): boolean {
  return Object.entries(selector?.matchLabels ?? {}).every(([key, value]) => labels[key] === value)
}
