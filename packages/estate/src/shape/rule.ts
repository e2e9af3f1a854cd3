import { nearest } from '../nearest.ts'

/** What a value must be. Node strips types, so code that does not type-check still runs: these rules are its types. */
export type Rule = (value: unknown, path: string) => readonly Wrong[]

/** A value that is not what its place asks for. */
export interface Wrong {
  /** Dotted, from the value that was looked at. */
  readonly path: string
  readonly got: unknown
  /** A noun phrase. */
  readonly expected: string
}

type Rules = Readonly<Record<string, Rule>>

/** A rule for each member of a type: `satisfies` it, and none is forgotten. */
export type RulesOf<T> = Readonly<Record<keyof T, Rule>>

export function is(expected: string, test: (value: unknown) => boolean): Rule {
  return (got, path) => (test(got) ? [] : [{ path, got, expected }])
}

/** For what others check, or what needs no check. */
export const anything: Rule = () => []

export const text = is('a text', value => typeof value === 'string')

/** For reasons: blank ones explain nothing. */
export const words = is('a text that says something', value => typeof value === 'string' && value.trim() !== '')

export const number = is('a finite number', value => Number.isFinite(value))

export const flag = is('true or false', value => typeof value === 'boolean')

export const yes = is('true', value => value === true)

export function oneOf(...allowed: readonly string[]): Rule {
  return is(allowed.join(' or '), value => allowed.includes(value as string))
}

export function listOf(each: Rule): Rule {
  return (got, path) => {
    if (!Array.isArray(got)) return [{ path, got, expected: 'a list' }]
    return Array.from(got, (member, index) => each(member, `${path}[${index}]`)).flat()
  }
}

export function oneOrMore(each: Rule): Rule {
  return (value, path) => (Array.isArray(value) ? listOf(each)(value, path) : each(value, path))
}

export function recordOf(each: Rule): Rule {
  return (got, path) => {
    if (!isRecord(got)) return [{ path, got, expected: 'an object' }]
    return Object.entries(got).flatMap(([key, member]) => each(member, join(path, key)))
  }
}

/** An object with these members. As the compiler has it, a member that may be absent may still not be `undefined`. */
export function fields(required: Rules, optional: Rules = {}): Rule {
  return (got, path) => {
    if (!isRecord(got)) return [{ path, got, expected: 'an object' }]
    return [
      ...Object.entries(required).flatMap(([key, rule]) => rule(got[key], join(path, key))),
      ...Object.entries(optional).flatMap(([key, rule]) => (key in got ? rule(got[key], join(path, key)) : [])),
    ]
  }
}

/** The same, and no other member: a misspelt one would be a silent nothing. */
export function onlyFields(required: Rules, optional: Rules = {}): Rule {
  const known = new Set([...Object.keys(required), ...Object.keys(optional)])
  return (value, path) => [
    ...fields(required, optional)(value, path),
    ...Object.entries(isRecord(value) ? value : {})
      .filter(([key]) => !known.has(key))
      .map(([key, got]) => ({ path: join(path, key), got, expected: noneOf(key, [...known]) })),
  ]
}

function noneOf(key: string, known: readonly string[]): string {
  const meant = nearest(key, known)
  return `no property of this name${meant === undefined ? '' : `; did you mean ${meant}?`}`
}

/** All of the rules; what one finds hides what the next would. */
export function both(first: Rule, second: Rule): Rule {
  return (value, path) => {
    const wrong = first(value, path)
    return wrong.length > 0 ? wrong : second(value, path)
  }
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function join(path: string, key: string): string {
  return path === '' ? key : `${path}.${key}`
}
