/** Fields that have a value: one that may be `undefined` becomes one that may be absent. */
export type Present<Fields extends object> = Flat<
  { readonly [K in keyof Fields as MayLack<Fields, K> extends true ? never : K]: Exclude<Fields[K], undefined> } & {
    readonly [K in keyof Fields as MayLack<Fields, K> extends true ? K : never]?: Exclude<Fields[K], undefined>
  }
>

/** Not where names are not known: there, any may lack. */
type MayLack<Fields, K extends keyof Fields> = string extends K ? false : undefined extends Fields[K] ? true : false

type Flat<Fields> = { [K in keyof Fields]: Fields[K] }

/**
 * Leaves out the fields that are `undefined`: what is absent is neither printed nor compared, and types tell it from what is there.
 *
 * @example { name, ...present({ namespace, labels: extra?.labels }) }
 */
export function present<Fields extends object>(fields: Fields): Present<Fields> {
  const kept: Record<string, unknown> = {}
  for (const key of Object.keys(fields)) {
    const value = (fields as Readonly<Record<string, unknown>>)[key]
    // Not by assignment where that would set what it inherits from.
    if (value !== undefined && key !== '__proto__') kept[key] = value
    else if (value !== undefined) Object.defineProperty(kept, key, { value, ...PLAIN })
  }
  return kept as Present<Fields>
}

const PLAIN = { enumerable: true, configurable: true, writable: true }
