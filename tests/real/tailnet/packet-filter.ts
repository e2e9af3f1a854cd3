/**
 * A device's packet filter, as Tailscale's client reads it (wgengine/filter/filter.go of
 * https://github.com/tailscale/tailscale): for TCP, UDP and SCTP a match of protocol, addresses and port; ICMP follows
 * any match of the addresses, whatever its protocol; another protocol wants a match of all ports.
 */
import { BlockList } from 'node:net'
import type { Match } from './recordings.ts'

interface Packet {
  readonly from: string
  readonly to: string
  /** The number of the protocol; both ICMPs are 1. */
  readonly protocol: number
  readonly port: number
}

export type PacketFilter = (packet: Packet) => boolean

export function packetFilter(matches: readonly Match[]): PacketFilter {
  const read = matches.map(({ IPProto, Srcs, Dsts }) => ({
    protocols: new Set(IPProto),
    sources: listOf(Srcs),
    targets: Dsts.map(({ Net, Ports }) => ({ net: listOf([Net]), ...Ports })),
  }))
  return ({ from, to, protocol, port }) =>
    familyOf(from) === familyOf(to) &&
    read.some(
      ({ protocols, sources, targets }) =>
        (protocol === ICMP || protocols.has(protocol)) &&
        sources(from) &&
        targets.some(({ net, First, Last }) => net(to) && (protocol === ICMP || opens(protocol, port, First, Last))),
    )
}

export const ICMP = 1
const WITH_PORTS = new Set([6, 17, 132])

function opens(protocol: number, port: number, first: number, last: number): boolean {
  if (!WITH_PORTS.has(protocol)) return first === 0 && last === 65_535
  return first <= port && port <= last
}

function listOf(prefixes: readonly string[]): (address: string) => boolean {
  const list = new BlockList()
  for (const prefix of prefixes) {
    const [base = '', bits] = prefix.split('/')
    if (bits === undefined) list.addAddress(base, familyOf(base))
    else list.addSubnet(base, Number(bits), familyOf(base))
  }
  const known = new Map<string, boolean>()
  return address => {
    const found = known.get(address) ?? list.check(address, familyOf(address))
    known.set(address, found)
    return found
  }
}

function familyOf(address: string): 'ipv4' | 'ipv6' {
  return address.includes(':') ? 'ipv6' : 'ipv4'
}
