/** What the tailnet's policy and its settings of DNS say besides who reaches what. */
import type { Nameserver, Resolved, ResolvedTailnet, TailnetSelector } from '@homelab/estate/model'
import { type Block, code, plain, prose, section, tableOf } from '@homelab/formats/page'

/** A table for each word that the estate uses; none where it uses none. */
export function tailnetSections({ tailnet, tailnetStack }: Resolved): readonly Block[] {
  const stated: Partial<ResolvedTailnet> = tailnet ?? {}
  const { hosts = [], ipsets = [], postures = [], defaultPosture = [], guests = [] } = stated
  const { routers = [], routeApprovers = [], appConnectors = [], nodeAttrs = [] } = stated
  const dns = tailnetStack?.dns
  return [
    ...table('Addresses with names', ['name', 'address', 'what is there'], hosts, ({ alias, address, note = '' }) => [
      code(alias),
      code(address),
      prose(note),
    ]),
    ...table(
      'Sets of addresses',
      ['set', 'steps', 'what they have in common'],
      ipsets,
      ({ name, steps, note = '' }) => [
        code(name),
        steps.map(step => ('add' in step ? `add ${text(step.add)}` : `remove ${text(step.remove)}`)).join(', '),
        prose(note),
      ],
    ),
    ...table(
      'Postures',
      ['posture', 'a device must be so', 'what for'],
      postures,
      ({ name, assertions, note = '' }) => [
        defaultPosture.includes(name) ? `${code(name)}, where a grant asks for none` : code(name),
        assertions.map(code).join(', '),
        prose(note),
      ],
    ),
    ...table(
      'Routers and exit nodes',
      ['machine', 'carries', 'note'],
      routers,
      ({ host, routes = [], exitNode, note = '' }) => [
        code(host),
        [...routes.map(code), ...(exitNode === true ? ['what goes to the internet'] : [])].join(', '),
        prose(note),
      ],
    ),
    ...table(
      'Approved without a hand',
      ['routes', 'of', 'note'],
      routeApprovers,
      ({ routes, approvers, note = '' }) => [
        routes === 'exit' ? 'exit nodes' : code(routes),
        approvers.map(text).join(', '),
        prose(note),
      ],
    ),
    ...table('App connectors', ['name', 'carried by', 'domains', 'note'], appConnectors, one => [
      plain(one.name),
      one.connectors.map(code).join(', '),
      [...one.domains, ...(one.routes ?? [])].map(code).join(', '),
      prose(one.note ?? ''),
    ]),
    ...table(
      'Attributes of devices',
      ['devices', 'attributes', 'note'],
      nodeAttrs,
      ({ target, note = '', ...given }) => [
        target.map(text).join(', '),
        [...(given.attr ?? []), ...(given.ipPool ?? [])].map(code).join(', '),
        prose(note),
      ],
    ),
    ...table('Guests', ['who', 'machines that are shared', 'note'], guests, ({ name, machines, note = '' }) => [
      plain(name),
      machines.map(code).join(', '),
      prose(note),
    ]),
    ...(dns === undefined
      ? []
      : table(
          'DNS in the tailnet',
          ['names', 'asked of'],
          [
            { names: 'of machines', servers: dns.magicDns ? 'Tailscale itself (MagicDNS)' : 'nobody: MagicDNS is off' },
            ...(dns.splitDns ?? []).map(({ domain, nameservers }) => ({
              names: `below ${code(domain)}`,
              servers: serversText(nameservers),
            })),
            {
              names: 'all others',
              servers: `${serversText(dns.nameservers ?? []) || 'those of the network in which a device is'}${dns.overrideLocalDns === true ? ', and no others' : ''}`,
            },
            ...(dns.searchPaths ?? []).map(domain => ({
              names: 'without a dot',
              servers: `also below ${code(domain)}`,
            })),
          ],
          ({ names, servers }) => [names, servers],
        )),
  ]
}

function table<T>(
  title: string,
  heads: readonly string[],
  all: readonly T[],
  cells: (one: T) => readonly string[],
): readonly Block[] {
  return all.length === 0 ? [] : [section(title, tableOf(heads, all.map(cells)))]
}

function text(selector: TailnetSelector): string {
  if (typeof selector === 'string') return code(selector)
  if ('alias' in selector) return code(selector.alias)
  return 'address' in selector ? code(selector.address) : plain(selector.name)
}

function serversText(servers: readonly Nameserver[]): string {
  return servers
    .map(
      ({ address, useWithExitNode }) => `${code(address)}${useWithExitNode === true ? ' (with exit nodes too)' : ''}`,
    )
    .join(', ')
}
