import { BlockList, isIP } from 'node:net'

/** An address or CIDR, ready to be compared. */
export interface Range {
  readonly text: string
  readonly base: string
  /** Length of the network part, in bits. */
  readonly bits: number
  readonly family: 'ipv4' | 'ipv6'
  readonly block: BlockList
}

/** Reads `192.0.2.7`, `192.0.2.0/24` or their IPv6 forms; undefined for anything else. */
export function parseRange(text: string): Range | undefined {
  const [base = '', bitsText, ...more] = text.split('/')
  const version = isIP(base)
  if (version === 0 || more.length > 0) return undefined
  const [family, width] = version === 4 ? (['ipv4', 32] as const) : (['ipv6', 128] as const)
  if (bitsText !== undefined && !/^\d{1,3}$/.test(bitsText)) return undefined
  const bits = bitsText === undefined ? width : Number(bitsText)
  if (bits > width) return undefined
  const block = new BlockList()
  block.addSubnet(base, bits, family)
  return { text, base, bits, family, block }
}

/** CIDRs are nested or apart, so one holds the other's base exactly when they overlap. */
export function overlap(a: Range, b: Range): boolean {
  return a.family === b.family && (a.block.check(b.base, a.family) || b.block.check(a.base, b.family))
}

/** Every address of `inner` is in `outer`. */
export function contains(outer: Range, inner: Range): boolean {
  return outer.family === inner.family && outer.bits <= inner.bits && outer.block.check(inner.base, inner.family)
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

function known(...texts: readonly string[]): readonly Range[] {
  return texts.flatMap(text => parseRange(text) ?? [])
}
