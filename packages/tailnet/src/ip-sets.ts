/**
 * IP sets: addresses that steps add and remove, one after the other.
 *
 * Source: https://tailscale.com/docs/features/tailnet-policy-file/ip-sets
 */
import { PUBLIC_RANGES, type Range } from './addresses.ts'
import type { Policy } from './policy.ts'
import { parseSelector, type Selector } from './selector.ts'

/** One step. Steps say what they do, or all of them add. */
export interface IpSetStep {
  readonly does: 'add' | 'remove'
  readonly target: string
}

/** Reads `add TARGET`, `remove TARGET`, or a target alone. */
export function parseStep(text: string): IpSetStep {
  const [, does, target] = /^(add|remove)\s+(\S.*)$/.exec(text.trim()) ?? []
  return { does: does === 'remove' ? 'remove' : 'add', target: (target ?? text).trim() }
}

/** What may be a member: addresses, and what stands for some. */
export function isMember({ kind, ...rest }: Selector): boolean {
  if (kind === 'autogroup') return 'autogroup' in rest && rest.autogroup === 'internet'
  return kind === 'range' || kind === 'host' || kind === 'ipset'
}

/** Ranges without those of others: no two meet, in no order. */
export type Addresses = readonly Range[]

/** The addresses of every set. A set within itself has none. */
export function ipSetsOf(policy: Policy, hosts: ReadonlyMap<string, Range>): ReadonlyMap<string, Addresses> {
  const made = new Map<string, Addresses>()
  const make = (name: string, within: readonly string[]): Addresses => {
    const known = made.get(name)
    if (known !== undefined) return known
    if (within.includes(name)) return []
    const steps = Object.entries(policy.ipsets ?? {}).find(([one]) => one === name)?.[1] ?? []
    const addresses = steps.map(parseStep).reduce<Addresses>((all, { does, target }) => {
      const meant = addressesOf(parseSelector(target), hosts, set => make(set, [...within, name]))
      const rest = meant.reduce<Addresses>((left, range) => left.flatMap(one => without(one, range)), all)
      return does === 'add' ? [...rest, ...meant] : rest
    }, [])
    made.set(name, addresses)
    return addresses
  }
  for (const name of Object.keys(policy.ipsets ?? {})) make(name, [])
  return made
}

function addressesOf(
  selector: Selector,
  hosts: ReadonlyMap<string, Range>,
  setOf: (name: string) => Addresses,
): Addresses {
  switch (selector.kind) {
    case 'range':
      return [selector.range]
    case 'host': {
      const range = hosts.get(selector.alias)
      return range === undefined ? [] : [range]
    }
    case 'ipset':
      return setOf(selector.ipset)
    case 'autogroup':
      if (selector.autogroup !== 'internet') return []
      return PUBLIC_RANGES.without.reduce<Addresses>(
        (left, closed) => left.flatMap(one => without(one, closed)),
        PUBLIC_RANGES.all,
      )
    default:
      return []
  }
}

/** What is left of a range: up to two pieces. They are no CIDRs, and nothing asks for one. */
function without(range: Range, taken: Range): Addresses {
  if (range.family !== taken.family || taken.last < range.first || range.last < taken.first) return [range]
  return [
    ...(range.first < taken.first ? [{ ...range, last: taken.first - 1n }] : []),
    ...(taken.last < range.last ? [{ ...range, first: taken.last + 1n }] : []),
  ]
}
