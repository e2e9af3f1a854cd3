/** What one policy lets do that another does not, over one inventory. */
import { attributesOf } from './attributes.ts'
import type { Capability } from './capability.ts'
import { accessOf, type Compiled, compile } from './compile.ts'
import { compareText, type Inventory } from './inventory.ts'
import type { Policy } from './policy.ts'
import { isClosed } from './reach.ts'
import { reachApps } from './reach-apps.ts'
import { reachSsh } from './ssh.ts'

/** Ends that gain or lose the same are told together. */
export interface Change {
  readonly what: 'gains' | 'loses'
  readonly from: readonly string[]
  /** Absent: it is about those themselves, as an attribute is. */
  readonly to?: readonly string[]
  /** `tcp:443`, `*`, `tcp:22 without posture:new`, `SSH as root (check)`, `funnel`. */
  readonly access: string
}

/** @param earlier what was there before, where that is not what is there now */
export function changesBetween(
  before: Policy,
  after: Policy,
  inventory: Inventory,
  earlier: Inventory = inventory,
): readonly Change[] {
  const [old, now] = [compile(before, earlier), compile(after, inventory)]
  const [oldNetwork, newNetwork] = [networkOf(old), networkOf(now)]
  const [oldOthers, newOthers] = [othersOf(old), othersOf(now)]
  const lines = [
    ...gained(oldNetwork, newNetwork).map(line => ({ what: 'gains' as const, line })),
    ...[...newOthers.difference(oldOthers)].map(line => ({ what: 'gains' as const, line })),
    ...gained(newNetwork, oldNetwork).map(line => ({ what: 'loses' as const, line })),
    ...[...oldOthers.difference(newOthers)].map(line => ({ what: 'loses' as const, line })),
  ]
  return together(lines)
}

/** A statement as one text: from, to (or nothing), and what. */
const BETWEEN = '\t'

function lineOf(from: string, to: string, access: string): string {
  return [from, to, access].join(BETWEEN)
}

interface Span {
  readonly first: number
  readonly last: number
}

/** By from and to; of each the spans of ports by protocol, and what they hang on. */
type Network = ReadonlyMap<string, ReadonlyMap<string, readonly Span[]>>

function networkOf(compiled: Compiled): Network {
  const found = new Map<string, Map<string, Span[]>>()
  compiled.endpoints.forEach((from, index) => {
    for (const { to: at, capability, onlyIf } of accessOf(compiled, index)) {
      const to = compiled.endpoints[at]
      if (to === undefined || isClosed(to, capability)) continue
      const key = lineOf(from.name, to.name, '')
      const spans = found.get(key) ?? new Map<string, Span[]>()
      found.set(key, spans)
      // What needs no posture is open with one too.
      for (const way of onlyIf === undefined ? ['', ANY] : [ANY])
        for (const protocol of protocolsOf(capability)) {
          const own = `${protocol}${BETWEEN}${way}`
          spans.set(own, [...(spans.get(own) ?? []), capability])
        }
    }
  })
  return found
}

/** Open at least to sources that meet some posture. */
const ANY = 'any'

function protocolsOf({ protocol }: Capability): readonly string[] {
  return protocol === '*' ? ['tcp', 'udp'] : [protocol]
}

/** What is open after, and was not before. */
function gained(before: Network, after: Network): readonly string[] {
  return [...after].flatMap(([key, spans]) => {
    const known = before.get(key)
    const fresh = (protocol: string, way: string): readonly Span[] => {
      const own = `${protocol}${BETWEEN}${way}`
      return without(spans.get(own) ?? [], known?.get(own) ?? [])
    }
    const protocols = [...new Set([...spans.keys()].map(own => own.split(BETWEEN)[0] ?? ''))]
    const told = (way: string): readonly string[] => texts(new Map(protocols.map(one => [one, fresh(one, way)])))
    const open = told(ANY)
    // Where it was open to some already, it may be that it needs no posture any more.
    const freed = told('').filter(text => !open.includes(text))
    return [...open, ...(open.length === 0 ? freed.map(text => `${text} whatever the posture`) : [])].map(
      text => `${key}${text}`,
    )
  })
}

function texts(fresh: ReadonlyMap<string, readonly Span[]>): readonly string[] {
  const portsOf = (protocol: string): string => (fresh.get(protocol) ?? []).map(spanText).join(', ')
  const [tcp, udp] = [portsOf('tcp'), portsOf('udp')]
  const both = tcp !== '' && tcp === udp
  const others = [...fresh.keys()].filter(one => !(both && (one === 'tcp' || one === 'udp')) && portsOf(one) !== '')
  return [...(both ? [tcp] : []), ...others.map(protocol => `${protocol}:${portsOf(protocol)}`)]
}

function spanText({ first, last }: Span): string {
  if (first === 0 && last === 65_535) return '*'
  return first === last ? String(first) : `${first}-${last}`
}

/** What is left of spans, joined and in order. */
function without(spans: readonly Span[], taken: readonly Span[]): readonly Span[] {
  return taken.reduce<readonly Span[]>(
    (left, { first, last }) =>
      left.flatMap(one => [
        ...(one.first < first ? [{ first: one.first, last: Math.min(one.last, first - 1) }] : []),
        ...(one.last > last ? [{ first: Math.max(one.first, last + 1), last: one.last }] : []),
      ]),
    joined(spans),
  )
}

function joined(spans: readonly Span[]): readonly Span[] {
  const sorted = spans.toSorted((a, b) => a.first - b.first)
  const all: Span[] = []
  for (const { first, last } of sorted) {
    const before = all.at(-1)
    if (before !== undefined && first <= before.last + 1)
      all[all.length - 1] = { first: before.first, last: Math.max(before.last, last) }
    else all.push({ first, last })
  }
  return all
}

/** Logins, what applications are told, and attributes. */
function othersOf(compiled: Compiled): ReadonlySet<string> {
  const { policy, inventory, endpoints } = compiled
  return new Set([
    ...endpoints.flatMap(({ name }) => [
      ...reachSsh(policy, inventory, { from: name }).flatMap(({ from, to, action, users }) =>
        users.map(user => lineOf(from, to, `SSH as ${user}${action === 'check' ? ' (check)' : ''}`)),
      ),
      ...reachApps(compiled, { from: name }).map(({ from, to, capability, says }) =>
        lineOf(from, to, `${capability}: ${says}`),
      ),
    ]),
    ...[...attributesOf(compiled)].flatMap(([device, attributes]) =>
      attributes.map(attribute => lineOf(device, '', `attribute ${attribute}`)),
    ),
  ])
}

/** Targets of one source first, then sources with the same targets. */
function together(lines: readonly { readonly what: Change['what']; readonly line: string }[]): readonly Change[] {
  const read = lines.map(({ what, line }) => {
    const [from = '', to = '', access = ''] = line.split(BETWEEN)
    return { what, from, to, access }
  })
  const bySource = [...Map.groupBy(read, ({ what, from, access }) => [what, from, access].join(BETWEEN)).values()]
  const changes = bySource.flatMap(all => {
    const [one] = all
    return one === undefined ? [] : [{ ...one, to: all.map(({ to }) => to).toSorted(compareText) }]
  })
  const groups = Map.groupBy(changes, ({ what, to, access }) => [what, access, ...to].join(BETWEEN))
  return [...groups.values()].flatMap((all): readonly Change[] => {
    const [one] = all
    if (one === undefined) return []
    const { what, to, access } = one
    const from = all.map(change => change.from).toSorted(compareText)
    return [{ what, from, ...(!to.includes('') && { to }), access }]
  })
}
