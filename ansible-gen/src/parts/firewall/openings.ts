import type { Host, ResolvedService, ResolvedWithWorkloads } from '@homelab/estate/model'
import { present } from '@homelab/formats/present'
import { isHostService } from '../../host/workload.ts'
import { hostServices } from '../../project/host-services.ts'
import { type Firewall, loginsTo } from './program.ts'

/** From where something is let in: a range of the estate's own, anybody, or one machine by its address. */
export type Source = 'lan' | 'tailnet' | 'anybody' | { readonly address: string }

/** A port of a host, and who is let in there. */
export interface Opening {
  /** What people call it: `photos.http`. */
  readonly of: string
  readonly protocol: 'tcp' | 'udp'
  /** Of the host, before anything leads it on to a container. */
  readonly port: number
  readonly from: readonly Source[]
  /** The service, by name, and its port; absent of the host itself. */
  readonly service?: { readonly name: string; readonly port: string }
  /** Only what runs on the host itself asks, or is to. */
  readonly within?: true
}

/** All ports on which a host answers, as far as the estate says so, in the order of their numbers. */
export function openingsOf(
  resolved: ResolvedWithWorkloads,
  host: Host,
  program: Pick<Firewall, 'ssh'>,
): readonly Opening[] {
  const { ssh: own, ...listens } = host.listens ?? {}
  const neighbours: readonly Source[] = host.tailnet === undefined ? ['lan'] : ['lan', 'tailnet']
  return [
    { of: 'ssh', protocol: 'tcp' as const, port: own?.port ?? 22, from: loginsTo(program, host) },
    ...Object.entries(listens).map(([of, { protocol, port }]) => ({
      ...{ of, protocol: transport(protocol), port, from: neighbours },
    })),
    ...resolved.services.flatMap(service => [
      ...ofHost(resolved, host, service),
      ...ofCluster(resolved, host, service),
    ]),
  ].toSorted((one, other) => one.port - other.port || (one.of < other.of ? -1 : 1))
}

function ofHost(resolved: ResolvedWithWorkloads, host: Host, service: ServiceOf): readonly Opening[] {
  const { name, at, ports, workload } = service
  if (at.kind !== 'host' || at.name !== host.name) return []
  const said = isHostService(workload) ? workload.reachedFrom : undefined
  return Object.entries(ports).map(([port, { protocol, port: number, target = number }]) => {
    const from = said?.[port]
    const asked = asking(resolved, host, service, port)
    const sources = unique([...asked.sources, ...besideNodes(resolved, host, service, target)])
    const { within } = asked
    return {
      ...{ of: `${name}.${port}`, protocol: transport(protocol), port: target, service: { name, port } },
      from: [...new Set([...(from === undefined || from === 'host' ? [] : [from]), ...sources])],
      ...present({ within: within || from === 'host' ? (true as const) : undefined }),
    }
  })
}

/** What a cluster opens on its nodes: each port that has a number there. */
function ofCluster(resolved: ResolvedWithWorkloads, host: Host, service: ServiceOf): readonly Opening[] {
  const { name, at, ports, lan } = service
  const own = resolved.clusters.find(cluster => at.kind === 'cluster' && cluster.name === at.name)
  if (own === undefined || !nodesOf(resolved, own.name).includes(host)) return []
  return Object.entries(ports).flatMap(([port, { protocol, nodePort, port: number }]): readonly Opening[] => {
    const onNode = lan?.on === 'nodes' ? number : nodePort
    if (onNode === undefined) return []
    const { sources } = asking(resolved, host, service, port)
    return [
      {
        ...{
          of: `${name}.${port}`,
          protocol: transport(protocol),
          port: onNode,
          service: { name, port },
          within: true,
        },
        from: [...new Set<Source>([...(lan?.on === 'nodes' ? (['lan'] as const) : []), ...sources])],
      },
    ]
  })
}

type ServiceOf = ResolvedWithWorkloads['services'][number]

/** Who asks for a port, other machines by their addresses. */
function asking(
  resolved: ResolvedWithWorkloads,
  host: Host,
  { name }: ResolvedService,
  port: string,
): { readonly sources: readonly Source[]; readonly within: boolean } {
  const flows = resolved.flows.filter(flow => flow.to === name && flow.port === port)
  const sources = flows.flatMap(({ from, address: { via } }): readonly Source[] =>
    // What goes through a route is asked by a proxy, which has a flow of its own.
    via === 'lan' ? machinesOf(resolved, from).flatMap(machine => sourceOf(machine, host)) : [],
  )
  return { sources: unique(sources), within: flows.some(({ address: { via } }) => via === 'local') }
}

/** How a machine is told from the others. */
function sourceOf(machine: Host, host: Host): readonly Source[] {
  if (machine.name === host.name) return []
  if (machine.lanAddress !== undefined && host.lanAddress !== undefined) return [{ address: machine.lanAddress }]
  return machine.tailnet !== undefined && host.tailnet !== undefined ? ['tailnet'] : ['lan']
}

function unique(sources: readonly Source[]): readonly Source[] {
  return [...new Map(sources.map(source => [JSON.stringify(source), source])).values()]
}

/** The machines from which a service may ask: what leaves a cluster has the address of its pod's node. */
function machinesOf(resolved: ResolvedWithWorkloads, name: string): readonly Host[] {
  const at = resolved.services.find(service => service.name === name)?.at
  if (at?.kind === 'cluster') return nodesOf(resolved, at.name)
  return resolved.hosts.filter(host => host.name === at?.name)
}

/** The host on which the estate has a cluster, and those that join it. */
function nodesOf(resolved: ResolvedWithWorkloads, cluster: string): readonly Host[] {
  const on = resolved.clusters.find(({ name }) => name === cluster)?.on
  const joined = nodes(resolved).flatMap(({ of, host }) => (of === cluster ? [host.name] : []))
  return resolved.hosts.filter(({ name }) => name === on || joined.includes(name))
}

/** The other nodes of a cluster that one of its programs makes its host a node of, where they are to be let in. */
function besideNodes(
  resolved: ResolvedWithWorkloads,
  host: Host,
  { name }: ServiceOf,
  port: number,
): readonly Source[] {
  const all = nodes(resolved)
  const own = new Set(all.flatMap(({ of, service }) => (service === name ? [of] : [])))
  return [...own].flatMap(cluster => {
    const beside = all.filter(({ of }) => of === cluster)
    return beside.some(({ ports }) => ports.includes(port)) ? beside.flatMap(each => sourceOf(each.host, host)) : []
  })
}

/** What makes hosts nodes. */
function nodes(resolved: ResolvedWithWorkloads) {
  return hostServices(resolved).flatMap(({ service, host, programs }) =>
    programs.flatMap(({ owns: { node } }) => (node === undefined ? [] : [{ ...node, service: service.name, host }])),
  )
}

function transport(protocol: string): 'tcp' | 'udp' {
  return protocol === 'udp' ? 'udp' : 'tcp'
}
