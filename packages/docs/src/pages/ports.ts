import { localAddressOf, type Place, type Resolved, type ResolvedService } from '@homelab/estate/model'
import { type Block, code, paragraph, section, tableOf } from '@homelab/formats/page'
import { type Context, linkService, servicesAt } from '../context.ts'
import { inCluster } from '../model/cluster.ts'
import type { Page } from '../page/page.ts'
import { wholePage } from '../page/whole.ts'

/** Every port that something answers on, by place. */
export function portsPage(resolved: Resolved): Page {
  return wholePage(resolved, {
    path: 'ports',
    title: 'Ports',
    tags: ['reference', 'network'],
    about: 'what answers on which port, by place',
    body: context => [
      paragraph('No port of a host can be taken twice: two services that claim one are a finding.'),
      [...resolved.hosts, ...resolved.clusters].map(place => section(place.name, portTable(context, place))),
    ],
  })
}

function portTable(context: Context, place: Place): Block {
  const rows = servicesAt(context, place).flatMap(service => portRows(context, service))
  const taken = place.kind === 'host' ? proxyRows(context, place) : []
  return tableOf(
    ['port', 'protocol', 'service', 'name', 'namespace', 'listens on', 'node port', 'local network'],
    [...rows, ...taken].sort((a, b) => Number(a[0]) - Number(b[0])),
  )
}

/** Where a load balancer opens the ports of a service. */
export function balancedText(service: ResolvedService, port: string): string {
  const lan = localAddressOf(service.lan, port)
  if (lan === undefined) return ''
  return lan.on === 'nodes' ? 'on each node' : code(lan.address)
}

function portRows(context: Context, service: ResolvedService): readonly (readonly string[])[] {
  const namespace = inCluster(context, service)?.namespace
  return Object.entries(service.ports).map(([name, { port, protocol, target, nodePort }]) => [
    String(port),
    protocol,
    linkService(context, service.name),
    code(name),
    namespace === undefined ? '' : code(namespace),
    target === undefined || target === port ? '' : String(target),
    nodePort === undefined ? '' : String(nodePort),
    balancedText(service, name),
  ])
}

/** What a proxy of the host listens on for others: TCP routes. */
function proxyRows(context: Context, place: Place): readonly (readonly string[])[] {
  const { routes, services } = context.resolved
  const proxies = services.filter(
    ({ serves, at }) => serves.length > 0 && at.name === place.name && at.kind === place.kind,
  )
  return proxies.flatMap(({ name, serves, ports }) =>
    routes
      .filter(
        ({ domain, protocol, listen }) =>
          serves.includes(domain) && protocol === 'tcp' && !listensItself(ports, listen),
      )
      .map(({ listen, service, port }) => [
        String(listen),
        'tcp',
        `${linkService(context, name)}, for ${linkService(context, service)}`,
        code(port),
        '',
        '',
        '',
        '',
      ]),
  )
}

function listensItself(ports: ResolvedService['ports'], listen: number): boolean {
  return Object.values(ports).some(({ port }) => port === listen)
}
