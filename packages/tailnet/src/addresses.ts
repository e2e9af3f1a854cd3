import { isIP } from 'node:net'

/** An address or CIDR, ready to be compared. */
export interface Range {
  readonly text: string
  readonly base: string
  /** Length of the network part, in bits. */
  readonly bits: number
  readonly family: 'ipv4' | 'ipv6'
  /** First and last address, both included, as numbers: a large tailnet compares them a million times. */
  readonly first: bigint
  readonly last: bigint
}

/** Reads `192.0.2.7`, `192.0.2.0/24` or their IPv6 forms; undefined for anything else. */
export function parseRange(text: string): Range | undefined {
  const [base = '', bitsText, ...more] = text.split('/')
  const version = isIP(base)
  // A zone (`fe80::1%eth0`) means something on one machine alone.
  if (version === 0 || more.length > 0 || base.includes('%')) return undefined
  const [family, width] = version === 4 ? (['ipv4', 32] as const) : (['ipv6', 128] as const)
  if (bitsText !== undefined && !/^\d{1,3}$/.test(bitsText)) return undefined
  const bits = bitsText === undefined ? width : Number(bitsText)
  if (bits > width) return undefined
  const rest = BigInt(width - bits)
  const first = ((version === 4 ? numberOf4(base) : numberOf6(base)) >> rest) << rest
  return { text, base, bits, family, first, last: first + (1n << rest) - 1n }
}

function numberOf4(address: string): bigint {
  return BigInt(address.split('.').reduce((sum, part) => sum * 256 + Number(part), 0))
}

/** `::` stands for as many zeros as are missing; the last two groups may be written as an IPv4 address. */
function numberOf6(address: string): bigint {
  const [head = '', tail] = address.split('::').map(groupsOf)
  const zeros = tail === undefined ? '' : '0'.repeat(32 - head.length - tail.length)
  return BigInt(`0x${head}${zeros}${tail ?? ''}`)
}

/** Each group as four digits. */
function groupsOf(text: string): string {
  const groups = text === '' ? [] : text.split(':')
  return groups
    .map(group => (group.includes('.') ? numberOf4(group).toString(16).padStart(8, '0') : group.padStart(4, '0')))
    .join('')
}

export function overlap(a: Range, b: Range): boolean {
  return a.family === b.family && a.first <= b.last && b.first <= a.last
}

/** Every address of `inner` is in `outer`. */
export function contains(outer: Range, inner: Range): boolean {
  return outer.family === inner.family && outer.first <= inner.first && inner.last <= outer.last
}

/** Where Tailscale's own addresses lie: https://tailscale.com/docs/concepts/tailscale-ip-addresses */
const TAILNET = known('100.64.0.0/10', 'fd7a:115c:a1e0::/48')

/** Holds the address of every device and Service, whatever it is. */
export function coversTailnet(range: Range): boolean {
  return TAILNET.some(tailnet => contains(range, tailnet))
}

/** One address that Tailscale gives to devices and Services. */
export function isTailnetAddress(text: string): boolean {
  const range = parseRange(text)
  return range !== undefined && !text.includes('/') && touchesTailnet(range)
}

/** May hold a device's or Service's address. */
export function touchesTailnet(range: Range): boolean {
  return TAILNET.some(tailnet => overlap(range, tailnet))
}

/**
 * What `autogroup:internet` leaves out of `0.0.0.0/0` and `2000::/3`:
 * https://tailscale.com/docs/reference/targets-and-selectors#autogroupinternet
 */
const NOT_PUBLIC = known('10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '100.64.0.0/10', '169.254.0.0/16')
const PUBLIC_V6 = known('2000::/3')

/** Holds public addresses: a public one itself, or a range so wide that some in it are. */
export function isPublic(range: Range): boolean {
  if (range.family === 'ipv6') return PUBLIC_V6.some(open => overlap(open, range))
  return !NOT_PUBLIC.some(closed => contains(closed, range))
}

/** The addresses of `autogroup:internet`. */
export const PUBLIC_RANGES = { all: known('0.0.0.0/0', '2000::/3'), without: NOT_PUBLIC } as const

function known(...texts: readonly string[]): readonly Range[] {
  return texts.flatMap(text => parseRange(text) ?? [])
}
