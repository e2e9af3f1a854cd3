import type { Host, ResolvedService, ResolvedWithWorkloads } from '@homelab/estate/model'
import { present } from '@homelab/formats/present'
import { isHostService } from '../../host/workload.ts'
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
    const { sources, within } = asking(resolved, host, service, port)
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
  if (own?.on !== host.name) return []
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
  const sources = flows.flatMap(({ from, address: { via } }): readonly Source[] => {
    const machine = machineOf(resolved, from)
    // What goes through a route is asked by a proxy, which has a flow of its own.
    if (machine === undefined || machine.name === host.name || via !== 'lan') return []
    if (machine.lanAddress !== undefined && host.lanAddress !== undefined) return [{ address: machine.lanAddress }]
    return machine.tailnet !== undefined && host.tailnet !== undefined ? ['tailnet'] : ['lan']
  })
  const unique = new Map(sources.map(source => [JSON.stringify(source), source]))
  return { sources: [...unique.values()], within: flows.some(({ address: { via } }) => via === 'local') }
}

/** The machine from which a service asks: what leaves a cluster has the address of its node. */
function machineOf(resolved: ResolvedWithWorkloads, name: string): Host | undefined {
  const at = resolved.services.find(service => service.name === name)?.at
  const on = at?.kind === 'cluster' ? resolved.clusters.find(cluster => cluster.name === at.name)?.on : at?.name
  return resolved.hosts.find(host => host.name === on)
}

function transport(protocol: string): 'tcp' | 'udp' {
  return protocol === 'udp' ? 'udp' : 'tcp'
}
