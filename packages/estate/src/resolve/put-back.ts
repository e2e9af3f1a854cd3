import type { Key, Keys } from '../state/keys.ts'
import { type Positions, type Reference, step } from '../state/references.ts'

/** What a name stands for; the value itself where it is no name. */
export type PutBack = (of: Reference, value: unknown, keys: Keys) => unknown

/** A copy with things instead of their names, where references may stand. */
export function putBack<Whole>(value: object, positions: Positions, thingOf: PutBack): Whole {
  const within = (member: unknown, at: Positions | Reference | undefined, keys: Keys): unknown => {
    if (at === undefined) return member
    if (typeof at === 'string') return thingOf(at, member, keys)
    if (typeof member !== 'object' || member === null) return member
    const each = (of: unknown, key: Key): unknown => within(of, step(at, key), [...keys, key])
    if (Array.isArray(member)) return member.map(each)
    return Object.fromEntries(Object.entries(member).map(([key, of]) => [key, each(of, key)]))
  }
  // What stands at the positions is now of the type that authors write there.
  return within(value, positions, []) as Whole
}
