/** What is in the tailnet, as the resolved estate says. */
import { type Host, isPort, localAddressOf, lookup, type Resolved, type ResolvedRoute } from '@homelab/estate/model'
import type { Device, Inventory, OpenPort, TailscaleService } from '../inventory.ts'
import { endpointName, loginOf } from './names.ts'
import { isExitNode, subnetsOf } from './routers.ts'
import { guestsOf } from './sets.ts'

/** People, hosts, stated devices, and what the operator makes in clusters. */
export function inventoryOf(resolved: Resolved): Inventory {
  return {
    users: resolved.people.map(person => ({ login: loginOf(person), role: person.role })),
    endpoints: [
      ...resolved.hosts.flatMap(host => hostDevice(resolved, host)),
      ...(resolved.tailnet?.devices ?? []).map(({ name, tags }): Device => taggedDevice(name, tags)),
      ...resolved.clusters.flatMap(({ tailnet }) =>
        tailnet === undefined ? [] : taggedDevice(tailnet.operator.name, tailnet.operator.tags),
      ),
      ...proxies(resolved),
      ...resolved.routes.flatMap(route => endpoint(resolved, route)),
      ...subnetsOf(resolved),
      ...guestsOf(resolved),
    ],
  }
}

function hostDevice(resolved: Resolved, host: Host): Device[] {
  const { name, tailnet, platform } = host
  if (tailnet === undefined) return []
  const ports = portsOn(resolved, host)
  const identity =
    tailnet.by === 'tags'
      ? ({ by: 'tags', tags: tailnet.tags } as const)
      : ({ by: 'owner', owner: loginOf({ name: tailnet.owner }) } as const)
  return [
    {
      kind: 'device',
      name,
      identity,
      ...(ports.length > 0 && { ports }),
      ...(isExitNode(resolved, name) && { exitNode: true }),
      ...((platform === 'macos' || platform === 'linux') && { posture: { 'node:os': platform } }),
    },
  ]
}

/** What a host opens itself, and what services and the proxies of domains open on it. */
function portsOn({ services, clusters, routes }: Resolved, { name: host, listens = {} }: Host): readonly OpenPort[] {
  const itself = Object.values(listens).flatMap(({ port, protocol }) => open(port, protocol))
  const own = services
    .filter(({ at }) => at.kind === 'host' && at.name === host)
    .flatMap(({ ports }) =>
      Object.values(ports).flatMap(({ protocol, port, target }) => open(target ?? port, protocol)),
    )
  const nodePorts = services
    .filter(({ at }) => clusters.some(({ name, on }) => at.name === name && on === host))
    .flatMap(({ ports, lan }) =>
      Object.entries(ports).flatMap(([name, { protocol, nodePort, port }]) => [
        ...open(nodePort, protocol),
        ...(localAddressOf(lan, name)?.on === 'nodes' ? open(port, protocol) : []),
      ]),
    )
  const served = new Set(
    services.filter(({ at }) => at.kind === 'host' && at.name === host).flatMap(({ serves }) => serves),
  )
  const carried = routes
    .filter(({ kind, domain, protocol }) => kind !== 'tailnet' && protocol === 'tcp' && served.has(domain))
    .flatMap(({ listen }) => open(listen, 'tcp'))
  const all = [...itself, ...own, ...nodePorts, ...carried]
  return [...new Map(all.map(port => [`${port.protocol}:${port.port}`, port])).values()].sort((a, b) => a.port - b.port)
}

/** Nothing, where it is none: of a number that is no port another finding tells. */
function open(port: number | undefined, protocol: string): OpenPort[] {
  return port === undefined || !isPort(port) ? [] : [{ protocol: protocol === 'udp' ? 'udp' : 'tcp', port }]
}

/** The proxies of each cluster's group, as the operator names them. */
function proxies({ clusters }: Resolved): readonly Device[] {
  return clusters.flatMap(({ tailnet }) =>
    tailnet === undefined ? [] : proxyNames(tailnet).map(name => taggedDevice(name, tailnet.tags)),
  )
}

function proxyNames({ proxyGroup, proxies: count = 1 }: { readonly proxyGroup: string; readonly proxies?: number }) {
  return Array.from({ length: count }, (_, index) => `${proxyGroup}-${index}`)
}

function endpoint(resolved: Resolved, route: ResolvedRoute): (Device | TailscaleService)[] {
  if (route.kind !== 'tailnet') return []
  const at = resolved.services.find(({ name }) => name === route.service)?.at
  if (at === undefined) return []
  const ports = open(route.listen, 'tcp')
  const tailnet = resolved.clusters.find(({ name }) => at.kind === 'cluster' && name === at.name)?.tailnet
  const name = endpointName(route, at.kind)
  const [first, ...rest] = route.tags
  if (!isServiceName(name)) return first === undefined ? [] : [{ ...taggedDevice(name, [first, ...rest]), ports }]
  const hosts = at.kind === 'host' ? [at.name] : tailnet === undefined ? [] : proxyNames(tailnet)
  return [{ kind: 'service', name, tags: route.tags, ports, hosts }]
}

function isServiceName(name: string): name is `svc:${string}` {
  return name.startsWith('svc:')
}

function taggedDevice(name: string, tags: readonly [`tag:${string}`, ...`tag:${string}`[]]): Device {
  return { kind: 'device', name, identity: { by: 'tags', tags } }
}

/** The host in whose name a service's connections leave: its own, or its cluster's. */
export function hostOf(resolved: Resolved, service: string): Host | undefined {
  const find = lookup(resolved)
  const at = find.service(service)?.at
  if (at === undefined) return undefined
  const name = at.kind === 'host' ? at.name : find.cluster(at.name)?.on
  return name === undefined ? undefined : find.host(name)
}

/** People's devices come and go: one who asks has one at least. */
export function withDevice({ people }: Resolved, inventory: Inventory, from: string | undefined): Inventory {
  const person = people.find(({ name }) => name === from)
  if (person === undefined) return inventory
  const owner = loginOf(person)
  const own = inventory.endpoints.some(
    one =>
      one.name === person.name ||
      (one.kind === 'device' && one.identity.by === 'owner' && one.identity.owner === owner),
  )
  if (own) return inventory
  return {
    ...inventory,
    endpoints: [...inventory.endpoints, { kind: 'device', name: person.name, identity: { by: 'owner', owner } }],
  }
}

/** Each of them with one at least. */
export function withEveryone(resolved: Resolved, inventory: Inventory): Inventory {
  return resolved.people.reduce((all, { name }) => withDevice(resolved, all, name), inventory)
}
