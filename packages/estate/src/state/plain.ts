import { isUnfinishedSecret } from '../vault.ts'
import type { Key, Keys } from './keys.ts'
import { type Positions, type Reference, step } from './references.ts'

/** A value that JSON can't hold. */
export interface Unplain {
  readonly keys: Keys
  readonly got: unknown
  /** A noun phrase. */
  readonly expected: string
}

/** What happens on the way. */
export interface Walk {
  /** What stands for a thing where a reference may stand; `undefined`: the thing itself. */
  readonly refer?: (of: Reference, value: object) => unknown
  /** Called for each object and list; the keys are the walk's own, and change. */
  readonly seen?: (value: object, keys: Keys) => void
  readonly unplain: (found: Unplain) => void
  /** Called for a member of a list that stands there already, before it is left out. */
  readonly repeated: (keys: Keys) => void
}

type Where = Positions | Reference | undefined

/**
 * A copy that is plain JSON, in the same order. What is `undefined` is left out; so is what JSON can't hold, with a word on
 * each: a Date or Map would be `{}` without one.
 *
 * @param start where the value stands
 * @param positions where references may stand in it
 */
export function plainCopy(root: unknown, start: Keys, positions: Where, walk: Walk): unknown {
  const keys: Key[] = [...start]
  const above = new Set<object>()

  const wrong = (got: unknown, expected: string): undefined => {
    walk.unplain({ keys: [...keys], got, expected })
    return undefined
  }
  const memberOf = (key: Key, value: unknown, at: Where): unknown => {
    keys.push(key)
    const copied = copy(value, at === undefined ? at : step(at, key))
    keys.pop()
    return copied
  }
  const wrongMember = (key: Key, got: unknown, expected: string): void => {
    walk.unplain({ keys: [...keys, key], got, expected })
  }
  const copy = (value: unknown, at: Where): unknown => {
    if (typeof value !== 'object' || value === null) {
      if (!isScalar(value)) return wrong(value, 'a text, a finite number, true or false, or plain data')
      // JSON knows one zero.
      return value === 0 ? 0 : value
    }
    if (isUnfinishedSecret(value)) return wrong(value, 'a field of an item: `secrets.Item.field`')
    if (above.has(value)) return wrong('what it stands in', 'data without circles')
    if (!isOfNoClass(value)) return wrong(value, 'plain data: a list, or an object of no class')
    const name = typeof at === 'string' ? walk.refer?.(at, value) : undefined
    if (name !== undefined) return name
    walk.seen?.(value, keys)
    above.add(value)
    const copied = Array.isArray(value) ? copyList(value, at) : copyRecord(value, at)
    above.delete(value)
    return copied
  }
  const copyList = (list: readonly unknown[], at: Where): unknown[] => {
    const copied: unknown[] = []
    const isOnce = repeats(keys) ? () => true : oneOfEach()
    for (let index = 0; index < list.length; index += 1) {
      const member = list[index]
      // A list has no place to leave a member out.
      if (member === undefined) wrongMember(index, member, 'a value')
      else {
        // By the index that it gets: what was left out before it takes none.
        const one = memberOf(copied.length, member, at)
        if (one === undefined) continue
        if (isOnce(one)) copied.push(one)
        else walk.repeated([...keys, index])
      }
    }
    const all = Reflect.ownKeys(list)
    if (all.length > list.length + 1) {
      const own = all.find(key => typeof key === 'symbol' || (key !== 'length' && !(Number(key) < list.length)))
      wrongMember(String(own), own, 'a list without keys of its own')
    }
    return copied
  }
  const copyRecord = (record: object, at: Where): object => {
    const copied: Record<string, unknown> = {}
    for (const key of Reflect.ownKeys(record)) {
      const property = Object.getOwnPropertyDescriptor(record, key)
      if (typeof key === 'symbol') wrongMember(String(key), key, 'a key that is a text')
      else if (property === undefined || !('value' in property))
        wrongMember(key, property?.get, 'a value, not computed')
      else if (property.enumerable !== true) wrongMember(key, property.value, 'a member that can be listed')
      else if (property.value !== undefined) {
        const member = memberOf(key, property.value, at)
        if (member !== undefined) set(copied, key, member)
      }
    }
    return copied
  }
  return copy(root, positions)
}

/** Where one word may stand twice and mean something each time: what a program is given, and texts that are put together. */
const inOrder = /(?:args|argv|arguments|commands?|program|options|ask|pieces|entrypoint)$/i

/** What others define: of a chart's values, a file's data or an object's spec nobody here knows what a list means. */
const free: ReadonlySet<string | number> = new Set(['values', 'data', 'spec'])

function repeats(keys: Keys): boolean {
  // A list of that name is the data of a service itself.
  const isFree = keys.some((key, index) => free.has(key) && (key !== 'data' || typeof keys[index + 1] === 'string'))
  return isFree || inOrder.test(String(keys.findLast(key => typeof key === 'string') ?? ''))
}

/** Whether something stands there for the first time. Numbers may be measures, of which two are equal by chance. */
export function oneOfEach(): (member: unknown) => boolean {
  const known = new Set<string>()
  return member => {
    if (typeof member !== 'object' && typeof member !== 'string') return true
    const text = JSON.stringify(member)
    const isNew = !known.has(text)
    known.add(text)
    return isNew
  }
}

function isScalar(value: unknown): boolean {
  return value === null || typeof value === 'string' || typeof value === 'boolean' || Number.isFinite(value)
}

function isOfNoClass(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value)
  return Array.isArray(value) ? prototype === Array.prototype : prototype === Object.prototype || prototype === null
}

/** `__proto__` is data here, as in JSON. */
function set(record: Record<string, unknown>, key: string, value: unknown): void {
  if (key === '__proto__')
    Object.defineProperty(record, key, { value, enumerable: true, configurable: true, writable: true })
  else record[key] = value
}
