/**
 * Does a selector select this source, this destination?
 *
 * Source: https://tailscale.com/docs/reference/targets-and-selectors and
 * https://tailscale.com/docs/reference/syntax/grants#source-selectors
 */
import { present } from '@homelab/formats/present'
import { coversTailnet, isPublic, overlap, parseRange, type Range } from './addresses.ts'
import { type Endpoint, type Inventory, ownerOf, type Role, tagsOf } from './inventory.ts'
import { type Addresses, ipSetsOf } from './ip-sets.ts'
import type { Policy } from './policy.ts'
import type { Known } from './postures.ts'
import type { Selector } from './selector.ts'

/** Where a connection starts or ends: an endpoint of the inventory, or one that a test imagines. */
export interface Party {
  readonly kind: Endpoint['kind']
  /** The name of the endpoint, where it is one of the inventory. */
  readonly name?: string
  readonly login?: string
  readonly tags: readonly string[]
  readonly addresses: readonly Range[]
  /** Where one of its addresses is meant and no other. */
  readonly only?: Range
  /** Names of the devices that route to it (subnets and the internet). */
  readonly routers: readonly string[]
  /** What is known of it that postures ask about; absent: nothing. */
  readonly posture?: Known
}

/**
 * Over which families of addresses a party is meant. A packet has one family, so a rule opens nothing from the IPv4
 * addresses that it selects to the IPv6 addresses that it selects.
 */
export interface Families {
  readonly ipv4: boolean
  readonly ipv6: boolean
}

const NEITHER: Families = { ipv4: false, ipv6: false }
const BOTH: Families = { ipv4: true, ipv6: true }

/** Does traffic fit through both? */
export function share(a: Families, b: Families): boolean {
  return (a.ipv4 && b.ipv4) || (a.ipv6 && b.ipv6)
}

/** Over which families the selectors mean the party, together. */
export function union(all: readonly Families[]): Families {
  return { ipv4: all.some(({ ipv4 }) => ipv4), ipv6: all.some(({ ipv6 }) => ipv6) }
}

/** Does it mean the party at all? */
export function isSelected({ ipv4, ipv6 }: Families): boolean {
  return ipv4 || ipv6
}

/** What selectors are looked up in. */
export interface World {
  readonly groups: ReadonlyMap<string, ReadonlySet<string>>
  readonly hosts: ReadonlyMap<string, Range>
  readonly roles: ReadonlyMap<string, Role>
  readonly ipsets: ReadonlyMap<string, Addresses>
}

export function worldOf(policy: Policy, inventory: Inventory): World {
  const hosts = new Map(
    Object.entries(policy.hosts ?? {}).flatMap(([alias, address]) => {
      const range = parseRange(address)
      return range === undefined ? [] : [[alias, range] as const]
    }),
  )
  return {
    groups: new Map(Object.entries(policy.groups ?? {}).map(([name, members]) => [name, new Set(members)])),
    hosts,
    ipsets: ipSetsOf(policy, hosts),
    roles: new Map(inventory.users.map(user => [user.login, user.role])),
  }
}

export function partyOf(endpoint: Endpoint): Party {
  const login = ownerOf(endpoint)
  const texts = endpoint.kind === 'subnet' ? [endpoint.cidr] : 'addresses' in endpoint ? (endpoint.addresses ?? []) : []
  return {
    kind: endpoint.kind,
    name: endpoint.name,
    ...present({ login }),
    tags: tagsOf(endpoint),
    addresses: texts.flatMap(text => parseRange(text) ?? []),
    routers: endpoint.kind === 'subnet' || endpoint.kind === 'internet' ? endpoint.routers : [],
    ...(endpoint.kind === 'device' &&
      endpoint.posture !== undefined && { posture: { attributes: endpoint.posture, all: false } }),
  }
}

/** Only devices, and what lies behind a subnet router, start connections: a Service never does. */
export function selectsSource(selector: Selector, source: Party, world: World): Families {
  if (source.kind === 'service' || source.kind === 'internet') return NEITHER
  switch (selector.kind) {
    case 'any':
      // Devices of the tailnet, guests, and what its routers bring in; a stranger's address is none of these.
      return source.kind === 'device' || source.kind === 'guest' || source.routers.length > 0
        ? familiesOf(source)
        : NEITHER
    case 'autogroup':
      if (selector.autogroup === 'danger-all') return familiesOf(source)
      if (selector.autogroup === 'shared') return source.kind === 'guest' ? BOTH : NEITHER
      return selector.autogroup === 'tagged' && source.tags.length > 0 ? BOTH : NEITHER
    default:
      return familiesSelected(selector, source, world)
  }
}

/** `self` depends on who asks: https://tailscale.com/docs/reference/syntax/policy-file#autogroups */
export function selectsTarget(selector: Selector, target: Party, source: Party, world: World): Families {
  if (target.kind === 'guest') return NEITHER
  const all = (selected: boolean): Families => (selected ? familiesOf(target) : NEITHER)
  switch (selector.kind) {
    case 'any':
      return all(true)
    case 'service':
      return all(target.kind === 'service' && target.name === selector.service)
    case 'autogroup':
      if (selector.autogroup === 'self') return all(isOwnDevice(source, target))
      if (selector.autogroup === 'internet') return all(target.kind === 'internet')
      // The documentation speaks of devices; Services with tags are counted too, so that no access is overlooked.
      return all(selector.autogroup === 'tagged' && target.tags.length > 0)
    default:
      return familiesSelected(selector, target, world)
  }
}

/** Both are devices of one user, so neither has tags. */
export function isOwnDevice(source: Party, target: Party): boolean {
  return target.login !== undefined && target.login === source.login
}

/** The part of a login behind the `@`. */
export function domainOf(login: string): string {
  return login.slice(login.lastIndexOf('@') + 1)
}

/** Is a user with this role in the autogroup? */
function inRole(role: Role | undefined, autogroup: Role): boolean {
  if (role === undefined) return false
  // Whoever is in the tailnet is a direct member, whatever else (policy-file#autogroups).
  if (autogroup === 'member') return true
  // The Owner counts as Admin: `[]` in tagOwners is autogroup:admin (policy-file#tag-owners), and it names the Owner
  // too (docs/features/tags#define-tag-owners). Seen in https://github.com/tailscale/tailscale/issues/8206.
  return role === autogroup || (autogroup === 'admin' && role === 'owner')
}

/** By login, group, role, tag or address alone: what source and destination have in common. */
export function selectsIdentity(selector: Selector, party: Party, world: World): boolean {
  return isSelected(familiesSelected(selector, party, world))
}

function familiesSelected(selector: Selector, party: Party, world: World): Families {
  // Asked for every selector of every rule: what is no address allocates nothing.
  if (selector.kind !== 'range' && selector.kind !== 'host' && selector.kind !== 'ipset')
    return isCalled(selector, party, world) ? familiesOf(party) : NEITHER
  const own = familiesOf(party)
  const selected = { ipv4: false, ipv6: false }
  for (const range of rangesOf(selector, world) ?? [])
    if (own[range.family] && !selected[range.family] && selectsAddress(range, party)) selected[range.family] = true
  return selected
}

/** The addresses that a selector means; undefined where it means something else. */
export function rangesOf(selector: Selector, { hosts, ipsets }: World): Addresses | undefined {
  if (selector.kind === 'range') return [selector.range]
  if (selector.kind === 'ipset') return ipsets.get(selector.ipset) ?? []
  const range = selector.kind === 'host' ? hosts.get(selector.alias) : undefined
  return range === undefined ? undefined : [range]
}

/** Devices, Services and the internet have addresses of both families, known or not; a subnet has one. */
function familiesOf({ kind, addresses: [address], only }: Party): Families {
  const one = only ?? (kind === 'subnet' ? address : undefined)
  return one === undefined ? BOTH : { ...NEITHER, [one.family]: true }
}

function isCalled(selector: Selector, party: Party, world: World): boolean {
  switch (selector.kind) {
    case 'tag':
      return party.tags.includes(selector.tag)
    case 'user':
      return party.login !== undefined && party.login === selector.login
    case 'domain':
      return party.login !== undefined && domainOf(party.login) === selector.domain
    case 'group':
      return party.login !== undefined && (world.groups.get(selector.group)?.has(party.login) ?? false)
    case 'role':
      return party.login !== undefined && inRole(world.roles.get(party.login), selector.role)
    default:
      return false
  }
}

function selectsAddress(range: Range, party: Party): boolean {
  if (party.kind === 'internet' && party.addresses.length === 0) return isPublic(range)
  if (party.kind === 'guest') return false
  // The address of a device or Service lies in Tailscale's range even where it is not known.
  if (party.kind !== 'subnet' && party.kind !== 'internet' && coversTailnet(range)) return true
  return (party.only === undefined ? party.addresses : [party.only]).some(address => overlap(address, range))
}
