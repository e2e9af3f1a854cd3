/** What a value must be for the rest to be able to look at it. That it is what its type says is the compiler's to find. */
export type Rule = (value: unknown, path: string) => readonly Wrong[]

/** A value that is not what its place asks for. */
export interface Wrong {
  /** Dotted, from the value that was looked at. */
  readonly path: string
  readonly got: unknown
  /** A noun phrase. */
  readonly expected: string
}

export function is(expected: string, test: (value: unknown) => boolean): Rule {
  return (got, path) => (test(got) ? [] : [{ path, got, expected }])
}

export const text = is('a text', value => typeof value === 'string')

/** For names: one that is blank can't be told of. */
export const words = is('a text that says something', value => typeof value === 'string' && value.trim() !== '')

export const record = is('an object', isRecord)

export function listOf(each: Rule): Rule {
  return (got, path) => {
    if (!Array.isArray(got)) return [{ path, got, expected: 'a list' }]
    return Array.from(got, (member, index) => each(member, `${path}[${index}]`)).flat()
  }
}

export function recordOf(each: Rule): Rule {
  return (got, path) => {
    if (!isRecord(got)) return [{ path, got, expected: 'an object' }]
    return Object.entries(got).flatMap(([key, member]) => each(member, join(path, key)))
  }
}

/** An object with these members, at least. */
export function fields(required: Readonly<Record<string, Rule>>): Rule {
  return (got, path) => {
    if (!isRecord(got)) return [{ path, got, expected: 'an object' }]
    return Object.entries(required).flatMap(([key, rule]) => rule(got[key], join(path, key)))
  }
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function join(path: string, key: string): string {
  return path === '' ? key : `${path}.${key}`
}
