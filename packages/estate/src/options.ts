type Member<T> = T extends readonly (infer M)[] ? M : T

/**
 * Every option of a type, each once: the compiler refuses a list that lacks one, and one that the type does not have. Those of what
 * stands in an option, or in each member of its list, may be said too; else it is not looked into. Where authors choose the names,
 * `*` stands for each of them.
 */
export type Options<T> = string extends keyof T
  ? { readonly '*': true | Options<Member<NonNullable<T[keyof T]>>> }
  : { readonly [K in keyof T & string]-?: true | Options<Member<NonNullable<T[K]>>> }

/** Every option that any member of a union has: what one of them reads, another may not, which the compiler tells. */
export type OptionsOfAny<U> = { readonly [K in U extends unknown ? keyof U & string : never]: true }

/** The same without its type. */
export interface AnyOptions {
  readonly [option: string]: true | AnyOptions
}

/** The ways to what no type has, below a value: what is spread into an object is not looked at by the compiler. */
export function unknownOptions(value: unknown, known: AnyOptions, path = ''): readonly string[] {
  if (typeof value !== 'object' || value === null) return []
  if (Array.isArray(value)) return value.flatMap((each, index) => unknownOptions(each, known, `${path}[${index}]`))
  return Object.entries(value).flatMap(([key, member]) => {
    const at = path === '' ? key : `${path}.${key}`
    const inside = Object.hasOwn(known, key) ? known[key] : known['*']
    if (inside === undefined) return [at]
    return inside === true ? [] : unknownOptions(member, inside, at)
  })
}
