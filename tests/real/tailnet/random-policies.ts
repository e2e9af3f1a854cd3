/** Tailnets and policies by chance, in the words that headscale's engine knows. */

import { isIPv6 } from 'node:net'
import { present } from '@homelab/formats/present'
import type { Policy } from '@homelab/tailnet'
import fc from 'fast-check'

export interface Node {
  readonly name: string
  readonly ipv4: string
  readonly ipv6: string
  readonly tags: readonly `tag:${string}`[]
  /** Index of the owner; absent where it has tags. */
  readonly user?: number
  /** Approved. */
  readonly routes: readonly string[]
}

export interface Tailnet {
  readonly policy: Policy
  readonly users: readonly string[]
  readonly nodes: readonly Node[]
}

const USERS = ['ada@example.com', 'ben@example.com', 'cal@example.com'] as const
const TAGS = ['tag:a', 'tag:b', 'tag:c'] as const
const SUBNETS = ['10.20.0.0/16', '192.168.7.0/24', 'fd00:7::/64'] as const
const EXIT = ['0.0.0.0/0', '::/0'] as const
const GROUPS = ['group:one', 'group:two'] as const
const PEOPLE = [...USERS, ...GROUPS, 'autogroup:member'] as const
const PLACES = [
  ...TAGS,
  'autogroup:tagged',
  '*',
  'alias',
  'wide',
  'lab',
  '100.64.0.1',
  '100.64.0.2/31',
  'fd7a:115c:a1e0::2',
  'fd7a:115c:a1e0::/126',
  '10.20.0.0/16',
  '10.20.7.0/24',
  '10.20.7.9',
  '192.168.0.0/16',
  'fd00:7::/64',
  '198.51.100.0/24',
] as const
const IP = ['*', '22', '80-443', 'tcp:22', 'tcp:443', 'tcp:1-1023', 'udp:53-60', 'udp:*', 'icmp:*', 'sctp:7'] as const
const PORTS = ['*', '22', '80-443', '22,53', '53-60'] as const
const PROTOCOLS = ['tcp', 'udp', 'icmp', 'sctp', '17', '47'] as const

const some = <T>(from: readonly T[], maxLength = 3): fc.Arbitrary<T[]> =>
  fc.uniqueArray(fc.constantFrom(...from), { minLength: 1, maxLength })

const node = (at: number): fc.Arbitrary<Node> =>
  fc
    .record({
      identity: fc.oneof(
        some(TAGS, 2).map(tags => ({ tags })),
        fc.nat(USERS.length - 1).map(user => ({ tags: [], user })),
      ),
      routes: fc.oneof({ weight: 3, arbitrary: fc.constant([]) }, { weight: 1, arbitrary: some(SUBNETS, 2) }),
      exit: fc.oneof({ weight: 4, arbitrary: fc.constant(false) }, { weight: 1, arbitrary: fc.constant(true) }),
    })
    .map(({ identity, routes, exit }) => ({
      name: `d${at}`,
      ipv4: `100.64.0.${at}`,
      ipv6: `fd7a:115c:a1e0::${at}`,
      ...identity,
      routes: [...routes, ...(exit ? EXIT : [])],
    }))

/** A grant; to `autogroup:self` only people may be let. */
const grant = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      src: some([...PEOPLE, ...PLACES, 'autogroup:danger-all']),
      dst: some([...PEOPLE, ...PLACES, 'autogroup:internet']),
      ip: some(IP),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      src: some([...PEOPLE, ...PLACES]),
      dst: some([...SUBNETS, '10.20.7.0/24', 'autogroup:internet']),
      ip: some(IP),
      via: some(TAGS, 2),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      src: some(PEOPLE),
      dst: some(['autogroup:self', 'tag:a', 'lab'] as const, 2),
      ip: some(IP),
    }),
  },
)

/** Each with one fault: a place, a port, a capability or a name that there is not. */
const faulty = fc.constantFrom(
  { src: ['autogroup:internet'], dst: ['tag:a'], ip: ['22'] },
  { src: ['autogroup:self'], dst: ['tag:a'], ip: ['22'] },
  { src: ['*'], dst: ['autogroup:self'], ip: ['22'] },
  { src: ['tag:a'], dst: ['autogroup:danger-all'], ip: ['22'] },
  { src: ['tag:none'], dst: ['tag:a'], ip: ['22'] },
  { src: ['group:none'], dst: ['tag:a'], ip: ['22'] },
  { src: ['nowhere'], dst: ['tag:a'], ip: ['22'] },
  { src: ['tag:a'], dst: ['tag:b'], ip: ['tcp:0'] },
  { src: ['tag:a'], dst: ['tag:b'], ip: ['443-80'] },
  { src: ['tag:a'], dst: ['0.0.0.0/0'], ip: ['22'] },
  { src: ['tag:a'], dst: ['tag:b'], ip: [] },
  { src: ['tag:a'], dst: ['lab'], ip: ['22'], via: ['group:one'] },
)

const acl = fc
  .record({
    src: some([...PEOPLE, ...PLACES]),
    dst: some([...PEOPLE, ...PLACES, 'autogroup:internet']),
    ports: fc.constantFrom(...PORTS),
    proto: fc.option(fc.constantFrom(...PROTOCOLS), { nil: undefined }),
  })
  .map(({ src, dst, ports, proto }) => {
    // Only these have ports.
    const own = proto === undefined || ['tcp', 'udp', 'sctp', '17'].includes(proto) ? ports : '*'
    const targets = dst.map(to => (isIPv6(to) ? `[${to}]:${own}` : `${to}:${own}`))
    return { action: 'accept', src, dst: targets, ...present({ proto }) } as const
  })

const policy: fc.Arbitrary<Policy> = fc
  .record({
    one: fc.subarray([...USERS]),
    two: fc.subarray([...USERS]),
    grants: fc.array(grant, { maxLength: 4 }),
    acls: fc.array(acl, { maxLength: 2 }),
    faults: fc.oneof(
      { weight: 19, arbitrary: fc.constant([]) },
      { weight: 1, arbitrary: faulty.map(fault => [fault]) },
    ),
  })
  .map(({ one, two, grants, acls, faults }) => ({
    groups: { 'group:one': one, 'group:two': two },
    hosts: { alias: '100.64.0.3', wide: '100.64.0.0/30', lab: '10.20.0.0/16' },
    tagOwners: Object.fromEntries(TAGS.map(tag => [tag, [USERS[0]]])),
    grants: [...grants, ...faults],
    ...(acls.length > 0 && { acls }),
  }))

export const tailnets: fc.Arbitrary<Tailnet> = fc.record({
  policy,
  users: fc.constant(USERS),
  nodes: fc.tuple(...[1, 2, 3, 4, 5].map(node)),
})
