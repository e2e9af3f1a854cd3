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
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Present<Fields>
}
