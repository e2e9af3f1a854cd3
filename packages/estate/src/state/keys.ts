/** A member's key, or its index in a list. */
export type Key = string | number

/** The way from the estate to one of its members, in `Stated`. */
export type Keys = readonly Key[]

/** As people write it: `routes.ops[0].port`. */
export function labelOf(keys: Keys): string {
  return keys.reduce<string>((text, key) => {
    if (typeof key === 'number') return `${text}[${key}]`
    return text === '' ? key : `${text}.${key}`
  }, '')
}

/** A member, without calling what is computed. */
export function memberOf(thing: unknown, key: Key): unknown {
  return typeof thing === 'object' && thing !== null ? Object.getOwnPropertyDescriptor(thing, key)?.value : undefined
}

export function memberAt(thing: unknown, keys: Keys): unknown {
  return keys.reduce(memberOf, thing)
}
