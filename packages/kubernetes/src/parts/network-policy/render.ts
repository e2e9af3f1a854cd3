import {
  type Cluster,
  defaultApiPort,
  type Flow,
  known,
  localAddressOf,
  type Outside,
  type Pods,
  type ResolvedService,
} from '@homelab/estate/model'
import type { Rendering } from '../../cluster/context.ts'
import { freshId } from '../../cluster/scope.ts'
import { NetworkPolicy, type Peer, type PolicyRule } from '../../constructs/network-policy.ts'
import { isEnv } from '../../workloads/uses.ts'

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
    services.filter(service => ownPods(service).length === 0 || service.serves.includes('tailnet')).map(namespaceOf),
  )
  const denied = new Set<string>()
  for (const rendering of renderings) {
    const { service } = rendering
    const namespace = namespaceOf(service)
    const all = ownPods(service)
    if (all.length === 0 || foreign.has(namespace)) continue
    if (!denied.has(namespace)) add(rendering, { name: 'default-deny', ingress: [], egress: [] })
    denied.add(namespace)
    for (const pods of all)
      add(rendering, {
        name: String(pods.name),
        ...selected(pods),
        ingress: [...ingressOf(rendering, pods, services), ...fromOthers(service, pods, [...all, ...jobsOf(service)])],
        egress: [
          dns,
          ...egressOf(rendering, pods),
          ...toOthers(service, pods, all),
          ...outsideOf(rendering, pods).flatMap(reach => reached(reach, cluster)),
        ],
      })
    for (const job of jobsOf(service)) {
      const egress = [
        dns,
        ...egressOf(rendering, job),
        ...(job.withoutNeeds === true ? [] : toOthers(service, job, all)),
        ...outsideOf(rendering, job).flatMap(reach => reached(reach, cluster)),
      ]
      add(rendering, { name: String(job.name), ...selected(job), ingress: [], egress })
    }
  }
}

/** The pods that stay, where they are rendered here: those that answer on most of a service's ports first. */
function ownPods(service: ResolvedService): readonly Pods[] {
  const [main, ...others] = known(service.runs.pods).filter(
    ({ part, name }) => name !== 'unknown' && part !== 'job' && part !== 'object',
  )
  // Where nothing says which of them answers, one does.
  return main === undefined ? [] : [main, ...others.filter(({ answers }) => answers !== undefined)]
}

function jobsOf(service: ResolvedService): readonly Pods[] {
  return known(service.runs.pods).filter(({ part }) => part === 'job')
}

function answersOn({ answers }: Pods, port: string): boolean {
  return answers?.includes(port) !== false
}

/** Whether pods are those that a flow of their service begins at: by the container that it is for, or by all that it needs. */
function begins({ containers, withoutNeeds }: Pods, { use }: Flow): boolean {
  const container = use !== undefined && isEnv(use) ? use.container : undefined
  if (container === undefined) return withoutNeeds !== true
  return known(containers).some(({ name }) => name === container)
}

/** Pods of one service reach each other on its ports; of those that end, the ones with its needs. */
function fromOthers(service: ResolvedService, pods: Pods, all: readonly Pods[]): readonly PolicyRule[] {
  const ports = answeredBy(service, pods)
  const others = all.filter(({ id, part, withoutNeeds }) => id !== pods.id && (part !== 'job' || withoutNeeds !== true))
  return ports.length === 0 ? [] : others.map(other => ({ peer: podPeer(other), ports }))
}

function toOthers(service: ResolvedService, pods: Pods, all: readonly Pods[]): readonly PolicyRule[] {
  return all
    .filter(({ id }) => id !== pods.id)
    .flatMap(other => {
      const ports = answeredBy(service, other)
      return ports.length === 0 ? [] : [{ peer: podPeer(other), ports }]
    })
}

function answeredBy(service: ResolvedService, { answers = Object.keys(service.ports) }: Pods): PolicyRule['ports'] {
  return answers.flatMap(port => targetOf(service, port))
}

function selected({ selector }: Pods): Pick<Policy, 'pods'> {
  return selector === 'unknown' ? {} : { pods: selector }
}

/** What pods reach themselves, and what their service reaches, where that is theirs as well. */
function outsideOf({ service: { runs } }: PodRendering, { id, withoutNeeds }: Pods): readonly Outside[] {
  const isShared = withoutNeeds !== true
  return known(runs.reaches).filter(({ pods }) => (pods === undefined ? isShared : pods === id))
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
  pods: Pods,
  services: readonly ResolvedService[],
): PolicyRule[] {
  const consumers = context.find
    .flowsTo(service.name)
    .filter(({ address, port }) => address.via === 'cluster' && answersOn(pods, port))
    .flatMap(flow =>
      peersOf(context.find.service(flow.from), each => begins(each, flow)).map(peer => ({
        ...{ peer, ports: targetOf(service, flow.port) },
      })),
    )
  const operators = cluster.tailnet === undefined ? [] : services.filter(({ serves }) => serves.includes('tailnet'))
  const endpoints = context.find
    .routesOf(service.name)
    .filter(({ kind, port }) => kind === 'tailnet' && answersOn(pods, port))
    .flatMap(({ port }) =>
      operators.map(operator => ({
        peer: { to: 'pods' as const, namespace: namespaceOf(operator) },
        ports: targetOf(service, port),
      })),
    )
  const opened = Object.entries(service.ports)
    .filter(([port]) => answersOn(pods, port))
    .filter(([port, { nodePort }]) => nodePort !== undefined || localAddressOf(service.lan, port) !== undefined)
    .map(([port]) => ({ peer: { to: 'anywhere' as const }, ports: targetOf(service, port) }))
  return [...consumers, ...endpoints, ...opened, ...(renderer.ingress ?? [])]
}

function egressOf({ context, service }: PodRendering, pods: Pods): PolicyRule[] {
  const own = context.find.flowsFrom(service.name).filter(flow => begins(pods, flow))
  return own.flatMap((flow): readonly PolicyRule[] => {
    const provider = context.find.service(flow.to)
    if (flow.address.via === 'cluster' && provider !== undefined) {
      const ports = targetOf(provider, flow.port)
      return peersOf(provider, each => answersOn(each, flow.port)).map(peer => ({ peer, ports }))
    }
    return [{ peer: outside(flow), ports: [{ port: flow.address.port, protocol: protocolOf(flow.address.scheme) }] }]
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

/** Those of a service's pods that are meant; all of its namespace where nothing tells them apart. */
function peersOf(service: ResolvedService | undefined, isMeant: (pods: Pods) => boolean): readonly Peer[] {
  if (service === undefined) return [{ to: 'cluster' }]
  const all = ownPods(service)
  return all.length === 0
    ? [{ to: 'pods', namespace: namespaceOf(service) }]
    : [...all, ...jobsOf(service)].filter(isMeant).map(podPeer)
}

function podPeer({ namespace, selector }: Pods): Peer {
  return { to: 'pods', namespace, ...(selector !== 'unknown' && { labels: selector }) }
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
