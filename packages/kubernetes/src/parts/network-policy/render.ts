import {
  type Cluster,
  defaultApiPort,
  type Flow,
  known,
  type Outside,
  type Pods,
  type ResolvedService,
} from '@homelab/estate/model'
import { present } from '@homelab/formats/present'
import type { Rendering } from '../../cluster/context.ts'
import { freshId } from '../../cluster/scope.ts'
import { NetworkPolicy, type Peer, type PolicyRule } from '../../constructs/network-policy.ts'

type PodRendering = Rendering

/**
 * Network policies that follow the declared flows: in each namespace whose pods are all rendered here, nothing is allowed
 * but those, name resolution, and what the workloads say they reach. Namespaces with pods that are not of our making
 * (hand-written, of charts, an operator's proxies) are left alone: their traffic is not known here.
 */
export function renderPolicies(
  renderings: readonly PodRendering[],
  cluster: Cluster,
  services: readonly ResolvedService[],
): void {
  if (!cluster.networkPolicies) return
  const foreign = new Set(
    services.filter(service => mainPods(service) === undefined || service.serves === 'tailnet').map(namespaceOf),
  )
  const governed = renderings.flatMap(rendering => {
    const main = mainPods(rendering.service)
    return main === undefined || foreign.has(main.namespace) ? [] : [{ rendering, main }]
  })
  const denied = new Set<string>()
  for (const { rendering, main } of governed) {
    const { namespace, name, id } = main
    if (!denied.has(namespace)) add(rendering, { name: 'default-deny', ingress: [], egress: [] })
    denied.add(namespace)
    add(rendering, {
      name: String(name),
      ...selected(main),
      ingress: ingressOf(rendering, services),
      egress: [
        dns,
        ...egressOf(rendering),
        ...outsideOf(rendering, undefined).flatMap(reach => reached(reach, cluster)),
      ],
    })
    for (const other of known(rendering.service.runs.pods)) {
      if (other.id === id || other.part !== 'job') continue
      const egress = [dns, ...outsideOf(rendering, other.id).flatMap(reach => reached(reach, cluster))]
      add(rendering, { name: String(other.name), ...selected(other), ingress: [], egress })
    }
  }
}

/** The pods that answer on a service's ports, where they are rendered here. */
function mainPods(service: ResolvedService): Pods | undefined {
  return known(service.runs.pods).find(({ part, name }) => name !== 'unknown' && part !== 'job' && part !== 'object')
}

function selected({ selector }: Pods): Pick<Policy, 'pods'> {
  return selector === 'unknown' ? {} : { pods: selector }
}

function outsideOf({ service: { runs } }: PodRendering, pods: string | undefined): readonly Outside[] {
  return known(runs.reaches).filter(reach => reach.pods === pods)
}

interface Policy {
  readonly name: string
  readonly pods?: Readonly<Record<string, string>>
  readonly ingress: readonly PolicyRule[]
  readonly egress: readonly PolicyRule[]
}

function add({ chart, workload }: PodRendering, { ingress, egress, ...policy }: Policy): void {
  new NetworkPolicy(chart, freshId(chart, `policy ${policy.name}`), {
    ...policy,
    namespace: workload.namespace,
    ingress: distinct(ingress),
    egress: distinct(egress),
  })
}

/** kube-dns, under the labels that every distribution keeps. */
const dns: PolicyRule = {
  peer: { to: 'pods', namespace: 'kube-system', labels: { 'k8s-app': 'kube-dns' } },
  ports: [
    { port: 53, protocol: 'UDP' },
    { port: 53, protocol: 'TCP' },
  ],
}

function ingressOf(
  { context, service, cluster, renderer }: PodRendering,
  services: readonly ResolvedService[],
): PolicyRule[] {
  const consumers = context.find
    .flowsTo(service.name)
    .filter(({ address }) => address.via === 'cluster')
    .map(flow => ({ peer: peerOf(context.find.service(flow.from)), ports: targetOf(service, flow.port) }))
  const operators = cluster.tailnet === undefined ? [] : services.filter(({ serves }) => serves === 'tailnet')
  const endpoints = context.find
    .routesOf(service.name)
    .filter(({ kind }) => kind === 'tailnet')
    .flatMap(({ port }) =>
      operators.map(operator => ({
        peer: { to: 'pods' as const, namespace: namespaceOf(operator) },
        ports: targetOf(service, port),
      })),
    )
  const opened = Object.entries(service.ports)
    .filter(([, { nodePort }]) => nodePort !== undefined || service.lan !== undefined)
    .map(([port]) => ({ peer: { to: 'anywhere' as const }, ports: targetOf(service, port) }))
  return [...consumers, ...endpoints, ...opened, ...(renderer.ingress ?? [])]
}

function egressOf({ context, service }: PodRendering): PolicyRule[] {
  return context.find.flowsFrom(service.name).map(flow => {
    const provider = context.find.service(flow.to)
    if (flow.address.via === 'cluster' && provider !== undefined)
      return { peer: peerOf(provider), ports: targetOf(provider, flow.port) }
    return { peer: outside(flow), ports: [{ port: flow.address.port, protocol: protocolOf(flow.address.scheme) }] }
  })
}

/** A name may lead to any address; an address is itself. */
function outside({ address: { host } }: Flow): Peer {
  return /^\d+(\.\d+){3}$/.test(host) ? { to: 'addresses', cidr: `${host}/32` } : { to: 'addresses', cidr: '0.0.0.0/0' }
}

/** RFC 1918 and RFC 6598: what is no public address. */
const privateRanges = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '100.64.0.0/10']

function reached({ to, ports: stated }: Outside, { apiPort = defaultApiPort }: Cluster): PolicyRule[] {
  const tcp = (...ports: readonly number[]) => ports.map(port => ({ port, protocol: 'TCP' as const }))
  switch (to) {
    case 'internet':
      return [{ peer: { to: 'addresses', cidr: '0.0.0.0/0', except: privateRanges }, ports: stated ?? tcp(80, 443) }]
    case 'kubernetes-api':
      // Its Service's port, and the port behind it, which is what policies see.
      return [{ peer: { to: 'addresses', cidr: '0.0.0.0/0' }, ports: tcp(443, apiPort) }]
    case 'kubelets':
      return [{ peer: { to: 'addresses', cidr: '0.0.0.0/0' }, ports: tcp(10250) }]
  }
}

function peerOf(service: ResolvedService | undefined): Peer {
  if (service === undefined) return { to: 'cluster' }
  const main = mainPods(service)
  const labels = main === undefined || main.selector === 'unknown' ? undefined : main.selector
  return { to: 'pods', namespace: namespaceOf(service), ...present({ labels }) }
}

function targetOf({ ports }: ResolvedService, name: string): PolicyRule['ports'] {
  const port = ports[name]
  return port === undefined ? [] : [{ port: port.target ?? port.port, protocol: protocolOf(port.protocol) }]
}

function protocolOf(scheme: 'http' | 'https' | 'tcp' | 'udp'): 'TCP' | 'UDP' {
  return scheme === 'udp' ? 'UDP' : 'TCP'
}

function namespaceOf({ runs }: ResolvedService): string {
  return runs.namespace ?? ''
}

function distinct(rules: readonly PolicyRule[]): PolicyRule[] {
  return [...new Map(rules.map(rule => [JSON.stringify(rule), rule])).values()]
}
