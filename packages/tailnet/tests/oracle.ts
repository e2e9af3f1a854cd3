/**
 * A second evaluator, as plain as can be and with nothing of the first: for every question it goes through all rules
 * and writes out the names that each selector means. Only what `arbitraries.ts` makes is understood.
 */
import type { Device, Inventory, Policy, TailscaleService } from '../src/index.ts'

export interface Question {
  readonly from: string
  readonly to: string
  readonly protocol: string
  readonly port: number
}

export function allowedByOracle(policy: Policy, inventory: Inventory, { from, to, protocol, port }: Question): boolean {
  if (from === to) return false
  const service = inventory.endpoints.find(one => one.kind === 'service' && one.name === to)
  if (service?.kind === 'service' && service.hosts?.includes(from) === true) return false
  for (const grant of policy.grants ?? []) {
    const meets = (family: Family): boolean =>
      grant.src.some(text => starts(text, policy, inventory, family).includes(from)) &&
      grant.dst.some(text => ends(text, policy, inventory, from, family).includes(to))
    // A packet is of one family from its start to its end.
    if (!meets('ipv4') && !meets('ipv6')) continue
    if (grant.via !== undefined && !passes(grant.via, to, inventory)) continue
    for (const ip of grant.ip ?? []) if (letsThrough(ip, protocol, port)) return true
  }
  return false
}

function letsThrough(ip: string, protocol: string, port: number): boolean {
  if (protocol === 'icmp') return true
  const [proto, ports] = ip.includes(':') ? ip.split(':') : ['', ip]
  if (proto !== '' && proto !== protocol) return false
  if (ports === '*') return true
  const [first = '', last = first] = (ports ?? '').split('-')
  return Number(first) <= port && port <= Number(last)
}

type Family = 'ipv4' | 'ipv6'

function starts(text: string, policy: Policy, inventory: Inventory, family: Family): readonly string[] {
  const lab = inventory.endpoints.filter(one => one.kind === 'subnet' && one.routers.length > 0 && family === 'ipv4')
  if (text === '*') return [...devices(inventory), ...lab].map(one => one.name)
  if (text === 'autogroup:tagged') return tagged(inventory).map(one => one.name)
  return [...named(text, policy, inventory, family)].filter(name => !name.startsWith('svc:') && name !== 'internet')
}

function ends(text: string, policy: Policy, inventory: Inventory, from: string, family: Family): readonly string[] {
  const internet = devices(inventory).some(one => one.exitNode === true) ? ['internet'] : []
  if (text === '*') {
    const all = inventory.endpoints.filter(one => one.kind !== 'subnet' || family === 'ipv4')
    return [...all.map(one => one.name), ...internet]
  }
  if (text === 'autogroup:internet') return internet
  if (text === 'autogroup:tagged') return [...tagged(inventory), ...services(inventory)].map(one => one.name)
  if (text.startsWith('svc:')) return [text]
  if (text === 'autogroup:self') {
    const me = devices(inventory).find(one => one.name === from)
    if (me === undefined || me.identity.by !== 'owner') return []
    return owned(me.identity.owner, inventory)
  }
  return [...named(text, policy, inventory, family)]
}

function named(text: string, policy: Policy, inventory: Inventory, family: Family): ReadonlySet<string> {
  const names = new Set<string>()
  const add = (more: readonly string[]): void => more.forEach(name => void names.add(name))
  if (text.includes('@')) add(owned(text, inventory))
  if (text.startsWith('group:'))
    for (const login of policy.groups?.[text as `group:${string}`] ?? []) add(owned(login, inventory))
  if (text.startsWith('tag:')) {
    add(tagged(inventory).flatMap(one => (one.tags.includes(text) ? [one.name] : [])))
    add(services(inventory).flatMap(one => (one.tags.some(tag => tag === text) ? [one.name] : [])))
  }
  for (const { login, role } of inventory.users) {
    if (text === 'autogroup:member') add(owned(login, inventory))
    if (text === `autogroup:${role}`) add(owned(login, inventory))
    if (text === 'autogroup:admin' && role === 'owner') add(owned(login, inventory))
  }
  const address = policy.hosts?.[text] ?? (/^\d+\./.test(text) ? text : undefined)
  if (address !== undefined && family === 'ipv4') add(at(address, inventory))
  if (text.startsWith('fd7a:') && family === 'ipv6')
    for (const one of inventory.endpoints)
      if (
        one.kind !== 'subnet' &&
        one.kind !== 'guest' &&
        (text.endsWith('/48') || one.addresses?.includes(text) === true)
      )
        names.add(one.name)
  return names
}

function at(cidr: string, inventory: Inventory): readonly string[] {
  const names: string[] = []
  for (const one of inventory.endpoints) {
    const own = one.kind === 'subnet' ? [one.cidr] : one.kind === 'guest' ? [] : (one.addresses ?? [])
    if (own.some(text => meet(text, cidr))) names.push(one.name)
  }
  const isPrivate = ['10.0.0.0/8', '100.64.0.0/10'].some(range => within(cidr, range))
  if (!isPrivate && devices(inventory).some(one => one.exitNode === true)) names.push('internet')
  return names
}

function meet(a: string, b: string): boolean {
  const [one, other] = [span(a), span(b)]
  return one.first <= other.last && other.first <= one.last
}

function within(inner: string, outer: string): boolean {
  const [one, other] = [span(inner), span(outer)]
  return other.first <= one.first && one.last <= other.last
}

function span(cidr: string): { first: number; last: number } {
  const [address = '', bits = '32'] = cidr.split('/')
  const value = address.split('.').reduce((sum, part) => sum * 256 + Number(part), 0)
  const size = 2 ** (32 - Number(bits))
  const first = Math.floor(value / size) * size
  return { first, last: first + size - 1 }
}

function passes(via: readonly string[], to: string, inventory: Inventory): boolean {
  const subnet = inventory.endpoints.find(one => one.name === to)
  const routers =
    to === 'internet'
      ? devices(inventory).flatMap(one => (one.exitNode === true ? [one.name] : []))
      : subnet?.kind === 'subnet'
        ? subnet.routers
        : []
  return tagged(inventory).some(one => routers.includes(one.name) && one.tags.some(tag => via.includes(tag)))
}

function devices(inventory: Inventory): readonly Device[] {
  return inventory.endpoints.filter(one => one.kind === 'device')
}

function services(inventory: Inventory): readonly TailscaleService[] {
  return inventory.endpoints.filter(one => one.kind === 'service')
}

function tagged(inventory: Inventory): readonly { readonly name: string; readonly tags: readonly string[] }[] {
  return devices(inventory).flatMap(({ name, identity }) =>
    identity.by === 'tags' ? [{ name, tags: identity.tags }] : [],
  )
}

function owned(login: string, inventory: Inventory): readonly string[] {
  return devices(inventory).flatMap(({ name, identity }) =>
    identity.by === 'owner' && identity.owner === login ? [name] : [],
  )
}
