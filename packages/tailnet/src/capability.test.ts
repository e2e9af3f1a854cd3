import { expect, test } from 'vitest'
import { parseCapability, protocolName } from './capability.ts'

/** https://www.iana.org/assignments/protocol-numbers/protocol-numbers.xhtml */
test.each([
  ['icmp', '1'],
  ['igmp', '2'],
  ['ipv4', '4'],
  ['tcp', '6'],
  ['egp', '8'],
  ['igp', '9'],
  ['udp', '17'],
  ['gre', '47'],
  ['esp', '50'],
  ['ah', '51'],
  ['sctp', '132'],
])('%s and protocol %s are the same one', (name, number) => {
  expect(protocolName(number)).toBe(name)
  expect(protocolName(name.toUpperCase())).toBe(name)
})

test('one protocol has one name, whichever of its names is written', () => {
  expect(protocolName('ip-in-ip')).toBe(protocolName('ipv4'))
  expect(['58', 'ipv6-icmp'].map(protocolName)).toEqual(['icmp', 'icmp'])
})

test.each(['0', '256', '06', '-1', 'quic', ''])('"%s" is no protocol; a number without a name is one', text => {
  expect(protocolName(text)).toBeUndefined()
  expect(protocolName('254')).toBe('254')
})

/** https://github.com/tailscale/tailscale/blob/main/tailcfg/proto_port_range.go, https://tailscale.com/docs/reference/syntax/policy-file#proto */
test('what has no protocol is of all, and ports are for protocols that have some', () => {
  expect(parseCapability('*:22')).toEqual(parseCapability('22'))
  expect(parseCapability('*:*')).toEqual(parseCapability('*'))
  expect(parseCapability('icmp:*')).toMatchObject({ protocol: 'icmp' })
  expect(['icmp:7', 'gre:1', '*:0', '*:', ':22', '*:22,80'].map(text => typeof parseCapability(text))).toEqual(
    Array.from({ length: 6 }, () => 'string'),
  )
})
