/** Small tailnets and policies, dense enough that rules meet endpoints. */
import { present } from '@homelab/formats/present'
import fc from 'fast-check'
import type { Device, Grant, Inventory, Policy, Role, Subnet, Tag, TailscaleService, User } from '../src/index.ts'

const LOGINS = ['ada@example.com', 'ben@example.com', 'cal@example.com'] as const
const TAGS = ['tag:a', 'tag:b', 'tag:c', 'tag:d'] as const satisfies readonly Tag[]
const ROLES = ['owner', 'admin', 'network-admin', 'auditor', 'member'] as const satisfies readonly Role[]
/** Selectors that only people can match. */
const PEOPLE = [
  ...LOGINS,
  'group:one',
  'group:two',
  'group:undefined',
  ...['member', 'admin', 'owner', 'network-admin', 'auditor'].map(role => `autogroup:${role}`),
] as const
const MACHINES = [
  ...TAGS,
  'autogroup:tagged',
  'alias',
  'wide',
  'no-such-alias',
  '100.64.0.1',
  '100.64.0.2/31',
  '10.20.0.0/16',
  '10.20.7.0/24',
  '198.51.100.0/24',
  '0.0.0.0/0',
  'fd7a:115c:a1e0::1',
  'fd7a:115c:a1e0::/48',
] as const
const IP = ['*', '22', '443', '80-443', 'tcp:22', 'tcp:443', 'udp:53-60', 'tcp:*', 'udp:*'] as const

const tags = fc
  .uniqueArray(fc.constantFrom(...TAGS), { minLength: 1, maxLength: 3 })
  .map(([first = 'tag:a', ...rest]): readonly [Tag, ...Tag[]] => [first, ...rest])
const user = (login: string): fc.Arbitrary<User> => fc.constantFrom(...ROLES).map(role => ({ login, role }))
const device = (name: string, at: number): fc.Arbitrary<Device> =>
  fc
    .record({
      identity: fc.oneof(
        tags.map(list => ({ by: 'tags', tags: list }) as const),
        fc.constantFrom(...LOGINS).map(owner => ({ by: 'owner', owner }) as const),
      ),
      exit: fc.boolean(),
    })
    .map(({ identity, exit }) => ({
      kind: 'device',
      name,
      identity,
      addresses: [`100.64.0.${at}`, `fd7a:115c:a1e0::${at}`],
      ...(exit && { exitNode: true }),
    }))
const service: fc.Arbitrary<TailscaleService> = fc
  .record({ tags, hosts: fc.subarray(['d0', 'd1']) })
  .map(props => ({ kind: 'service', name: 'svc:s', addresses: ['100.64.1.1'], ...props }))
const subnet: fc.Arbitrary<Subnet> = fc
  .subarray(['d0', 'd2'])
  .map(routers => ({ kind: 'subnet', name: 'lab', cidr: '10.20.0.0/16', routers }))

export const inventories: fc.Arbitrary<Inventory> = fc.record({
  users: fc.tuple(...LOGINS.map(user)),
  endpoints: fc.tuple(...[0, 1, 2, 3, 4].map(at => device(`d${at}`, at)), service, subnet),
})

const some = <T>(from: readonly T[]): fc.Arbitrary<readonly T[]> =>
  fc.uniqueArray(fc.constantFrom(...from), { minLength: 1, maxLength: 3 })
const grantsFrom = (sources: readonly string[]): fc.Arbitrary<Grant> =>
  fc
    .record({
      src: some(sources),
      dst: some(['*', 'svc:s', 'svc:none', 'autogroup:self', 'autogroup:internet', ...PEOPLE, ...MACHINES]),
      ip: some(IP),
      via: fc.option(some(TAGS), { freq: 5, nil: undefined }),
    })
    .map(({ via, ...grant }) => ({ ...grant, ...present({ via }) }))

/** Any grant that the oracle understands. */
export const grants: fc.Arbitrary<Grant> = grantsFrom(['*', ...PEOPLE, ...MACHINES])

const policyOf = (list: fc.Arbitrary<readonly Grant[]>): fc.Arbitrary<Policy> =>
  fc.record({
    groups: fc.record({ 'group:one': fc.subarray([...LOGINS]), 'group:two': fc.subarray([...LOGINS]) }),
    hosts: fc.constant({ alias: '100.64.0.3', wide: '100.64.0.0/30' }),
    grants: list,
  })

export const policies: fc.Arbitrary<Policy> = policyOf(fc.array(grants, { maxLength: 5 }))

/** Policies whose sources are people alone. */
export const peoplePolicies: fc.Arbitrary<Policy> = policyOf(fc.array(grantsFrom(PEOPLE), { maxLength: 5 }))

/** What is asked of every pair. */
export const traffic = [
  { protocol: 'tcp', port: 22 },
  { protocol: 'tcp', port: 443 },
  { protocol: 'udp', port: 53 },
  { protocol: 'udp', port: 9 },
  { protocol: 'icmp', port: 0 },
] as const
