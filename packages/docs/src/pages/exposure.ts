import { type Host, localAddressOf, type Person, type Resolved, type ServiceCertificate } from '@homelab/estate/model'
import { type Block, code, paragraph, plain, prose, section, tableOf } from '@homelab/formats/page'
import { type Exposure, exposureOf, loginText, reached, type Tailnet, tailnetOf } from '@homelab/tailnet/render'
import { type Context, linkService } from '../context.ts'
import { inCluster } from '../model/cluster.ts'
import type { Page } from '../page/page.ts'
import { wholePage } from '../page/whole.ts'

/** What the internet reaches, and what people and machines reach, through proxies too. */
export function exposurePage(resolved: Resolved): Page {
  const tailnet = tailnetOf(resolved)
  return wholePage(resolved, {
    path: 'exposure',
    title: 'Exposure',
    tags: ['reference', 'network', 'security'],
    about: 'what the internet, people and machines reach, and by what path',
    body: context => [
      section('The internet', internet(context, tailnet)),
      ...privateNames(context),
      section('The local network', localNetwork(context)),
      ...(tailnet === undefined
        ? [
            paragraph(
              'No policy says who reaches what inside: whoever is in the network does, as far as programs let them.',
            ),
          ]
        : [
            section('People', [
              paragraph('By role; one of a role stands for all who are in no group that a rule names.'),
              askers(context, tailnet, 'who', peopleOf(resolved)),
            ]),
            section('Machines', [
              paragraph('What each may begin a connection to. What answers it is in no rule’s way.'),
              askers(context, tailnet, 'machine', machinesOf(resolved, tailnet)),
            ]),
          ]),
    ],
  })
}

/** Private names that the proxy does not answer to everybody who reaches it, and those behind which it can't tell who answers. */
function privateNames(context: Context): readonly Block[] {
  const rows = context.resolved.routes.flatMap(({ hostname, service, ops }) => {
    const { allowedFrom, loginInFront, certificate } = ops ?? {}
    if (allowedFrom === undefined && loginInFront === undefined && certificate === undefined) return []
    return [
      [
        code(hostname),
        linkService(context, service),
        allowedFrom === undefined ? 'whoever reaches the proxy' : allowedFrom.map(code).join(', '),
        loginInFront ? 'in front' : '',
        certificate === undefined ? '' : shownCertificate(certificate),
      ],
    ]
  })
  return rows.length === 0
    ? []
    : [
        section(
          'Private names',
          tableOf(['private name', 'service', 'answered', 'login', 'certificate of the service'], rows),
        ),
      ]
}

function shownCertificate(certificate: ServiceCertificate): string {
  return 'unverified' in certificate
    ? `not verified: ${prose(certificate.unverified)}`
    : `for ${code(certificate.name)}, by its own authority`
}

/** What clusters open besides names: whoever is in the same network reaches it, and no policy of the tailnet is asked. */
function localNetwork(context: Context): Block {
  const { services, clusters, hosts } = context.resolved
  const rows = services.flatMap(({ name, at, ports, lan }) => {
    const node = hosts.find(host => host.name === clusters.find(cluster => cluster.name === at.name)?.on)
    if (at.kind !== 'cluster' || node === undefined) return []
    const onNode = node.lanAddress ?? node.lanName ?? node.name
    return Object.entries(ports).flatMap(([port, { protocol, port: number, nodePort }]) => {
      const local = localAddressOf(lan, port)
      const row = (address: string, by: string) => [
        code(address),
        protocol,
        `${linkService(context, name)}, ${code(port)}`,
        by,
      ]
      return [
        ...(nodePort === undefined ? [] : [row(`${onNode}:${nodePort}`, 'port of the nodes')]),
        ...(local?.on === 'nodes' ? [row(`${onNode}:${number}`, 'load balancer, on each node')] : []),
        ...(local?.on === 'address' ? [row(`${local.address}:${number}`, 'load balancer')] : []),
      ]
    })
  })
  return tableOf(['address', 'protocol', 'service', 'opened by'], rows)
}

function internet(context: Context, tailnet: Tailnet | undefined): readonly Block[] {
  const { resolved } = context
  const names = exposureOf(resolved)
  const funnel = tailnet === undefined ? [] : reached(resolved, tailnet, { from: 'internet' }).rows
  const proxies = new Set(names.flatMap(({ by }) => by?.name ?? []))
  const direct = funnel.filter(({ to }) => !proxies.has(to))
  return [
    names.length === 0
      ? paragraph('No service has a public name.')
      : tableOf(
          [
            'public name',
            'proxy',
            'its machine',
            'connects to',
            'that has',
            'service',
            'runs in',
            'login',
            'since',
            'why',
          ],
          names.map(one => [
            code(one.hostname),
            one.through === undefined ? 'nobody serves it' : linkService(context, one.through),
            one.by === undefined ? '' : machineText(one.by.name, one.by.tags),
            one.backend === undefined ? 'nowhere' : code(one.backend),
            one.tags.map(code).join(', '),
            `${linkService(context, one.service)}, ${code(one.port)}`,
            runsIn(context, one),
            plain(loginText(one)),
            one.exposed?.since ?? '',
            prose(one.exposed?.why ?? ''),
          ]),
        ),
    tableOf(
      ['reached with Funnel', 'ports', 'because'],
      direct.map(row => [code(bare(row.to)), row.ports, prose(row.because.map(({ text }) => text).join('; '))]),
    ),
    // Only in a tailnet there is Funnel.
    ...(tailnet === undefined || direct.length > 0
      ? []
      : [
          paragraph(
            `${names.length === 0 ? 'The' : 'Past that proxy the'} internet reaches nothing: no machine may use Funnel.`,
          ),
        ]),
  ]
}

function machineText(name: string, tags: readonly string[]): string {
  return `${code(name)}${tags.length === 0 ? '' : ` as ${tags.map(code).join(', ')}`}`
}

function runsIn(context: Context, { service }: Exposure): string {
  const found = context.find.service(service)
  if (found === undefined) return ''
  const namespace = inCluster(context, found)?.namespace
  return namespace === undefined ? code(found.at.name) : `pods in ${code(namespace)} of ${code(found.at.name)}`
}

interface Asker {
  readonly shown: string
  /** As `reach` knows it. */
  readonly name: string
}

function peopleOf({ people }: Resolved): readonly Asker[] {
  return people.map(({ name, role }: Person) => ({ name, shown: `${code(name)}, ${role}` }))
}

/** Hosts, stated devices, and the proxies of clusters; what people own asks in their names. */
function machinesOf({ hosts }: Resolved, { inventory }: Tailnet): readonly Asker[] {
  const owned = new Set(hosts.filter(isOwned).map(({ name }) => name))
  return inventory.endpoints
    .filter(({ kind, name }) => kind === 'device' && !owned.has(name))
    .map(({ name }) => ({ name, shown: code(name) }))
}

function isOwned({ tailnet }: Host): boolean {
  return tailnet?.by === 'owner'
}

/** Who reaches the same stands in one row. */
function askers(context: Context, tailnet: Tailnet, head: string, all: readonly Asker[]): Block {
  const groups = Map.groupBy(all, ({ name }) => JSON.stringify(reachOf(context, tailnet, name)))
  return tableOf(
    [head, 'reaches', 'SSH', 'through proxies'],
    [...groups].map(([reach, same]) => [
      same.map(({ shown }) => shown).join(', '),
      ...(JSON.parse(reach) as readonly string[]),
    ]),
  )
}

function reachOf(context: Context, tailnet: Tailnet, from: string): readonly string[] {
  const { rows, ssh, through } = reached(context.resolved, tailnet, { from })
  const direct = [...Map.groupBy(rows, ({ ports, protocol }) => portsText(protocol, ports))].map(
    ([ports, same]) => `${[...new Set(same.map(({ to }) => code(bare(to))))].join(', ')}: ${ports}`,
  )
  return [
    direct.length === 0 ? 'nothing' : direct.join('; '),
    [...new Set(ssh.map(({ to, users }) => `${code(bare(to))} as ${users.map(code).join(', ')}`))].join('; '),
    through
      .map(({ by, names }) => `${linkService(context, by)}: ${names.map(each => code(each.name)).join(', ')}`)
      .join('; '),
  ]
}

function portsText(protocol: string, ports: string): string {
  if (ports === '*') return protocol === '*' ? 'all ports' : `all ports of ${protocol}`
  return protocol === '*' || protocol === 'tcp' ? ports : `${protocol} ${ports}`
}

function bare(name: string): string {
  return name.replace(/^svc:/, '')
}
