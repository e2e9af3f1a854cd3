import { isIPv6 } from 'node:net'
import type { Opening, Source } from './openings.ts'
import { type Firewall, table } from './program.ts'

/** A statement, or a block of some: what nft reads has nothing else. */
type Rules = readonly (string | readonly [head: string, body: Rules])[]

/** What rules are made of. */
export interface Allowed {
  readonly openings: readonly Opening[]
  /** Interfaces by which all of the host's ports are reached. */
  readonly inside: readonly string[]
  /** Whether the host is one of a tailnet. */
  readonly tailnet: boolean
}

/** The port to which Tailscale's neighbours connect directly: https://tailscale.com/kb/1082/firewall-ports */
const tailscalePort = 41641
const tailscaleInterface = 'tailscale0'

/**
 * A table of its own, made anew in one step. What is let in is asked of the port before anything leads it to a container (`ct original`):
 * so one list is right for what the host answers itself, and for what it leads on. `accept` ends this table alone, and `drop` everything.
 * https://www.netfilter.org/projects/nftables/manpage.html
 */
export function rulesText(
  { lan }: Pick<Firewall, 'lan'>,
  { openings, inside, tailnet }: Allowed,
  marker: readonly string[],
): string {
  const inner = inside.map(name => `iifname "${name}" accept`)
  const rules: Rules = [
    `table inet ${table}`,
    `delete table inet ${table}`,
    [
      `table inet ${table}`,
      [
        ...ranges(lan),
        ['chain neighbours', ['ip saddr @lan4 accept', 'ip6 saddr @lan6 accept']],
        ['chain reached', openings.flatMap(opening => opening.from.map(source => rule(opening, source)))],
        [
          'chain input',
          [
            'type filter hook input priority filter; policy drop;',
            'ct state vmap { established : accept, related : accept, invalid : drop }',
            'iif lo accept',
            'meta l4proto { icmp, ipv6-icmp } accept',
            // Answers of a DHCP server belong to no connection.
            'udp sport 67 udp dport 68 accept',
            'ip6 saddr fe80::/10 udp sport 547 udp dport 546 accept',
            ...inner,
            ...(tailnet ? [`udp dport ${tailscalePort} accept`] : []),
            'jump reached',
          ],
        ],
        ['chain published', ['jump reached', 'drop']],
        [
          'chain forward',
          [
            // Before Docker's own, which would let everybody in.
            'type filter hook forward priority filter - 10; policy accept;',
            'ct state established,related accept',
            ...inner,
            'ct status dnat jump published',
          ],
        ],
      ],
    ],
  ]
  return `${marker.map(line => `# ${line}`.trimEnd()).join('\n')}\n\n${printed(rules)}`
}

function ranges(lan: Firewall['lan']): Rules {
  return families.map(([family, type, is]) => {
    const own = lan.filter(range => is(addressIn(range)))
    const elements = own.length === 0 ? [] : [`elements = { ${own.join(', ')} }`]
    return [`set lan${family}`, [`type ${type}`, 'flags interval', ...elements]] as const
  })
}

const families = [
  [4, 'ipv4_addr', (address: string) => !isIPv6(address)],
  [6, 'ipv6_addr', isIPv6],
] as const

function addressIn(range: string): string {
  return range.split('/')[0] ?? range
}

function rule({ of, protocol, port }: Opening, source: Source): string {
  const asked = `meta l4proto ${protocol} ct original proto-dst ${port}`
  const name = `comment "${of}"`
  if (source === 'anybody') return `${asked} accept ${name}`
  if (source === 'tailnet') return `iifname "${tailscaleInterface}" ${asked} accept ${name}`
  if (source === 'lan') return `${asked} jump neighbours ${name}`
  return `${isIPv6(source.address) ? 'ip6' : 'ip'} saddr ${source.address} ${asked} accept ${name}`
}

function printed(rules: Rules, indent = ''): string {
  return rules
    .map(each => {
      if (typeof each === 'string') return `${indent}${each}\n`
      const [head, body] = each
      return `${indent}${head} {\n${printed(body, `${indent}\t`)}${indent}}\n`
    })
    .join('')
}
