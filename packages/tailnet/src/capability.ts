/**
 * What a rule opens: protocols and ports.
 *
 * Source: https://tailscale.com/docs/reference/syntax/grants#network-layer-capabilities
 */

/** `*` is TCP, UDP and ICMP; otherwise one protocol by its name, or by its number where it has no name. */
export interface Capability {
  readonly protocol: string
  /** First and last port, both included; 0 to 65535 is every port. */
  readonly first: number
  readonly last: number
}

/** Names that the documentation lists, with ICMP. Those of one number are the same protocol. */
const NUMBERS: Readonly<Record<string, number>> = {
  icmp: 1,
  igmp: 2,
  ipv4: 4,
  'ip-in-ip': 4,
  tcp: 6,
  egp: 8,
  igp: 9,
  udp: 17,
  gre: 47,
  esp: 50,
  ah: 51,
  'ipv6-icmp': 58,
  sctp: 132,
}
const ALL_PORTS = { first: 0, last: 65_535 } as const
/** Only these have ports: https://tailscale.com/docs/reference/syntax/policy-file#proto */
const WITH_PORTS = new Set(['*', 'tcp', 'udp', 'sctp'])

/** One name for each protocol, whatever way it is written; undefined for what is no protocol. */
export function protocolName(text: string): string | undefined {
  const lower = text.toLowerCase()
  const number = NUMBERS[lower] ?? (/^[1-9]\d{0,2}$/.test(lower) && Number(lower) <= 255 ? Number(lower) : undefined)
  if (number === undefined) return undefined
  if (number === 58) return 'icmp'
  return Object.entries(NUMBERS).find(([, value]) => value === number)?.[0] ?? String(number)
}

/** Reads an entry of a grant's `ip`. A text is why it can't be read. */
export function parseCapability(entry: string): Capability | string {
  const text = entry.trim()
  const colon = text.indexOf(':')
  // What has no protocol is of all: https://github.com/tailscale/tailscale/blob/main/tailcfg/proto_port_range.go
  if (colon === -1 || text.startsWith('*:')) return withPorts('*', text.slice(colon + 1))
  const protocol = protocolName(text.slice(0, colon))
  return protocol === undefined ? 'no protocol that Tailscale knows' : withPorts(protocol, text.slice(colon + 1))
}

/** Reads the ports of a rule in `acls`: `*`, or ports and ranges with commas between. */
export function parseAclPorts(protocol: string, ports: string): readonly Capability[] | string {
  const read = ports.split(',').map(part => withPorts(protocol, part.trim()))
  const problem = read.find(part => typeof part === 'string')
  return problem ?? read.filter(part => typeof part !== 'string')
}

/** May traffic of the protocol to the port pass? ICMP has no ports. */
export function opens(capability: Capability, protocol: string, port: number): boolean {
  // Where any traffic between two addresses is allowed, ICMP is too (policy-file#proto).
  if (protocol === 'icmp') return true
  if (capability.protocol !== protocol && !(capability.protocol === '*' && ANY.has(protocol))) return false
  return port >= capability.first && port <= capability.last
}
const ANY = new Set(['tcp', 'udp'])

/** Whatever `inner` opens, `outer` opens too. */
export function covers(outer: Capability, inner: Capability): boolean {
  const protocol = outer.protocol === inner.protocol || (outer.protocol === '*' && ANY.has(inner.protocol))
  return (protocol || inner.protocol === 'icmp') && outer.first <= inner.first && outer.last >= inner.last
}

/** `*`, `443` or `53-60`. */
export function portsText({ first, last }: Capability): string {
  if (first === ALL_PORTS.first && last === ALL_PORTS.last) return '*'
  return first === last ? String(first) : `${first}-${last}`
}

/** A port number that can be asked for; there is no port 0. */
export function parsePort(text: string): number | undefined {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : -1
  return port >= 1 && port <= ALL_PORTS.last ? port : undefined
}

function withPorts(protocol: string, ports: string): Capability | string {
  if (ports === '*') return { protocol, ...ALL_PORTS }
  if (!WITH_PORTS.has(protocol)) return 'the protocol has no ports; write `*` for them'
  const [from = '', to = from, ...more] = ports.split('-')
  const first = parsePort(from)
  const last = parsePort(to)
  if (first === undefined || last === undefined || more.length > 0)
    return 'no port (1 to 65535) or range of ports; write `*` for all'
  return first > last ? 'a range of ports whose end is before its start' : { protocol, first, last }
}
