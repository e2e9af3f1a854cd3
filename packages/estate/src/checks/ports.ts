import type { Finding } from '../findings.ts'
import { lookup } from '../lookup.ts'
import { isPort } from '../port.ts'
import type { Resolved } from '../resolved.ts'
import { known } from '../runs/known.ts'
import { localAddressOf } from '../workload.ts'
import { repeated } from './repeated.ts'

interface Listener {
  readonly host: string
  readonly port: number
  readonly transport: 'tcp' | 'udp'
  /** The service, or the host itself. */
  readonly by: string
  readonly file: string
  readonly path: string
}

export function checkPorts(resolved: Resolved): Finding[] {
  const listeners = [
    ...hostListeners(resolved),
    ...ownListeners(resolved),
    ...proxyListeners(resolved),
    ...podListeners(resolved),
  ]
  const clashes = repeated(listeners, ({ host, port, transport }) => `${host}:${port}/${transport}`).map(
    ([shared, all]): Finding => {
      const [first, second] = all
      return {
        code: 'duplicate-port',
        where: { subject: second.by, path: second.path, file: second.file },
        problem: `${first.by} listens on the same port of the host (${first.path})`,
        got: shared,
        fix: 'move one of the two to a free port',
      }
    },
  )
  return [...invalid(resolved), ...clashes]
}

function invalid(resolved: Resolved): Finding[] {
  const { hosts, services, clusters, file } = resolved
  const { routesOf } = lookup(resolved)
  const ofClusters = clusters
    .filter(({ apiPort }) => apiPort !== undefined && !isPort(apiPort))
    .map(({ name, apiPort }) => invalidPort({ subject: name, path: 'apiPort', file }, apiPort))
  const ofHosts = hosts.flatMap(({ name, listens = {} }) =>
    Object.entries(listens)
      .filter(([, { port }]) => !isPort(port))
      .map(([port, { port: number }]) => invalidPort({ subject: name, path: `listens.${port}`, file }, number)),
  )
  const ofServices = services.flatMap(service => {
    const ports = Object.entries(service.ports).flatMap(([name, port]) =>
      [port.port, port.target, port.nodePort].map(number => ({ path: `ports.${name}`, number })),
    )
    const listens = routesOf(service.name).map(route => ({ path: `routes.${route.kind}`, number: route.listen }))
    const wrong = [...ports, ...listens].filter(({ number }) => number !== undefined && !isPort(number))
    return [...new Map(wrong.map(entry => [`${entry.path} ${entry.number}`, entry])).values()].map(({ path, number }) =>
      invalidPort({ subject: service.name, path, file: service.file }, number),
    )
  })
  return [...ofHosts, ...ofServices, ...ofClusters]
}

function invalidPort(where: Finding['where'], number: unknown): Finding {
  return {
    code: 'invalid-port',
    where,
    problem: 'this is no port',
    got: typeof number === 'number' ? String(number) : (JSON.stringify(number) ?? 'nothing'),
    expected: 'a whole number from 1 to 65535',
    fix: 'correct the number',
  }
}

/** What hosts open besides their services. */
function hostListeners({ hosts, file }: Resolved): Listener[] {
  return hosts.flatMap(({ name: host, listens = {} }) =>
    Object.entries(listens).map(([name, { protocol, port }]): Listener => {
      const transport = protocol === 'udp' ? 'udp' : 'tcp'
      return { host, port, transport, by: host, file, path: `listens.${name}` }
    }),
  )
}

/** What services open on hosts: their own ports there, and those that clusters open on their nodes. */
function ownListeners({ services, clusters }: Resolved): Listener[] {
  return services.flatMap(({ name: by, file, ports, at, lan }) =>
    Object.entries(ports).flatMap(([portName, { protocol, port, target, nodePort }]): Listener[] => {
      const own = { transport: protocol === 'udp' ? 'udp' : 'tcp', by, file, path: `ports.${portName}` } as const
      if (at.kind === 'host') return [{ host: at.name, port: target ?? port, ...own }]
      const node = clusters.find(({ name }) => name === at.name)?.on
      if (node === undefined) return []
      return [
        ...(nodePort === undefined ? [] : [nodePort]),
        ...(localAddressOf(lan, portName)?.on === 'nodes' ? [port] : []),
      ].map((number): Listener => ({ host: node, port: number, ...own }))
    }),
  )
}

/** What a domain's proxy opens for TCP routes; HTTPS shares the proxy's one declared port. */
function proxyListeners(resolved: Resolved): Listener[] {
  const find = lookup(resolved)
  return resolved.routes.flatMap(route => {
    const { kind, protocol, listen, service } = route
    const proxy = find.proxyOf(route)
    if (protocol !== 'tcp' || proxy?.at.kind !== 'host') return []
    const file = find.service(service)?.file ?? proxy.file
    return [{ host: proxy.at.name, port: listen, transport: 'tcp', by: service, file, path: `routes.${kind}` }]
  })
}

/** What pods take of the ports of their node. */
function podListeners({ services, clusters }: Resolved): Listener[] {
  return services.flatMap(({ name: by, file, at, runs }) => {
    const node = clusters.find(({ name }) => name === at.name)?.on
    if (node === undefined) return []
    return known(runs.pods).flatMap(({ hostPorts = [] }) =>
      hostPorts.map(({ port, transport }): Listener => ({ host: node, port, transport, by, file, path: 'workload' })),
    )
  })
}
