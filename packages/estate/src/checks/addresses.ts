import { BlockList, isIPv4, isIPv6 } from 'node:net'
import type { Finding } from '../findings.ts'
import type { Resolved } from '../resolved.ts'
import { repeated } from './repeated.ts'

/** Addresses in the local network that a load balancer gives: each is one, and nobody else's. */
export function checkAddresses({ services, hosts, shares, file: own }: Resolved): Finding[] {
  const owned = [
    ...hosts.flatMap(({ name: by, lanAddress }) => (lanAddress === undefined ? [] : [{ by, address: lanAddress }])),
  ]
  const given = services.flatMap(({ name: by, file, lan }) =>
    lan?.on === 'address' ? [{ by, address: lan.address, file }] : [],
  )
  const path = 'workload.serviceType.address'
  const unreadable = given
    .filter(({ address }) => !isIPv4(address))
    .map(
      ({ by: subject, address, file }): Finding => ({
        code: 'invalid-name',
        where: { subject, path, file },
        problem: 'this is no address that a load balancer gives',
        got: JSON.stringify(address),
        expected: 'an IPv4 address such as 192.0.2.240',
        fix: 'correct the address',
      }),
    )
  const clashes = repeated([...owned, ...given], ({ address }) => address).flatMap(
    ([shared, [first, second]]): Finding[] => {
      const file = services.find(({ name }) => name === second.by)?.file
      // Two hosts of one address are no matter of load balancers.
      if (file === undefined) return []
      return [
        {
          code: 'duplicate-address',
          where: { subject: second.by, path, file },
          problem: `${first.by} has this address in the local network`,
          got: shared,
          fix: 'give it an address of its own',
        },
      ]
    },
  )
  return [...unreadable, ...clashes, ...foreign({ hosts, file: own }), ...mistakenNetworks({ shares, file: own })]
}

/**
 * Addresses that no local network gives: private ones (RFC 1918, RFC 4193), link-local ones, and those of documents
 * (RFC 5737, RFC 3849), which stand for some.
 */
const local = new BlockList()
for (const [network, bits] of [
  ['10.0.0.0', 8],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
  ['169.254.0.0', 16],
  ['192.0.2.0', 24],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
] as const)
  local.addSubnet(network, bits)
for (const [network, bits] of [
  ['fc00::', 7],
  ['fe80::', 10],
  ['2001:db8::', 32],
] as const)
  local.addSubnet(network, bits, 'ipv6')

/** Hosts in the local network at an address that leads elsewhere, or nowhere. */
function foreign({ hosts, file }: Pick<Resolved, 'hosts' | 'file'>): Finding[] {
  return hosts.flatMap(({ name: subject, lanAddress: address }): Finding[] => {
    if (address === undefined || (isIPv4(address) && local.check(address))) return []
    if (isIPv6(address) && local.check(address, 'ipv6')) return []
    return [
      {
        code: 'invalid-name',
        where: { subject, path: 'lanAddress', file },
        problem: isIPv4(address) || isIPv6(address) ? 'the address is one of the internet' : 'this is no address',
        got: JSON.stringify(address),
        expected: 'an address of a local network, such as 192.168.0.2',
        fix: 'correct the address',
      },
    ]
  })
}

/** Who may mount a share, where nobody can read who that is: the one meant may not. */
function mistakenNetworks({ shares, file }: Pick<Resolved, 'shares' | 'file'>): Finding[] {
  return shares.flatMap(({ name, host: subject, nfsClients }) =>
    nfsClients
      .filter(each => !isNetwork(each))
      .map(
        (each): Finding => ({
          code: 'invalid-name',
          where: { subject, path: `shares.${name}.nfsClients`, file },
          problem: 'this is neither a network nor an address',
          got: JSON.stringify(each),
          expected: 'one such as 192.168.0.0/24',
          fix: 'correct it',
        }),
      ),
  )
}

/** An address, or a network in CIDR notation; one with a zone is of one host alone. */
export function isNetwork(text: string): boolean {
  const [address = '', bits, ...rest] = text.split('/')
  const most = isIPv4(address) ? 32 : isIPv6(address) && !address.includes('%') ? 128 : -1
  return (
    rest.length === 0 && most > 0 && (bits === undefined || (/^(?:0|[1-9]\d*)$/.test(bits) && Number(bits) <= most))
  )
}
