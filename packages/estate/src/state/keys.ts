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
