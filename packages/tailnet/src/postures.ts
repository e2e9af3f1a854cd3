/**
 * Postures: what a device must be like so that a rule is for it.
 *
 * Source: https://tailscale.com/docs/features/device-posture#device-posture-conditions
 */
import type { Policy, PostureAttributes } from './policy.ts'

type Value = string | number | boolean

/** `node:os == 'macos'`, `custom:tier IN ['prod', 'dev']`, `node:tsAutoUpdate` (which must be true). */
export interface Assertion {
  readonly attribute: string
  readonly operator: Operator
  readonly values: readonly Value[]
}

const OPERATORS = ['==', '!=', '>=', '<=', '>', '<', 'NOT IN', 'IN', 'IS SET', 'NOT SET'] as const
type Operator = (typeof OPERATORS)[number]

const FORM = /^\s*([a-z][\w-]*:[\w.-]+)\s*(?:(==|!=|>=|<=|>|<|NOT\s+IN|IN|IS\s+SET|NOT\s+SET)\s*(.*?))?\s*$/i

/** Reads an assertion. A text is why it can't be read. */
export function parseAssertion(text: string): Assertion | string {
  const [match, attribute, word, rest = ''] = FORM.exec(text) ?? []
  if (match === undefined || attribute === undefined) return 'no assertion (expected ATTRIBUTE OPERATOR VALUE)'
  if (word === undefined) return { attribute, operator: '==', values: [true] }
  const operator = OPERATORS.find(one => one === word.toUpperCase().replaceAll(/\s+/g, ' '))
  if (operator === undefined) return 'no operator that Tailscale knows'
  if (operator.endsWith('SET')) return rest === '' ? { attribute, operator, values: [] } : `nothing follows ${operator}`
  if (!operator.endsWith('IN')) {
    const value = readValue(rest)
    return value === undefined ? 'no value (expected a text in quotes, a number, true or false)' : one(value)
  }
  const inside = /^\[(.*)\]$/.exec(rest)?.[1]
  const values = inside?.split(',').map(part => readValue(part.trim()))
  if (values === undefined || values.includes(undefined)) return `no list of values after ${operator}`
  return { attribute, operator, values: values.filter(value => value !== undefined) }

  function one(value: Value): Assertion {
    return { attribute: attribute ?? '', operator: operator ?? '==', values: [value] }
  }
}

function readValue(text: string): Value | undefined {
  const [, single, double] = /^(?:'([^']*)'|"([^"]*)")$/.exec(text) ?? []
  const quoted = single ?? double
  if (quoted !== undefined) return quoted
  if (text === 'true' || text === 'false') return text === 'true'
  return /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : undefined
}

/** What is known of a device: all that there is, or only these. */
export interface Known {
  readonly attributes: PostureAttributes
  /** What is not listed is not set. */
  readonly all: boolean
}

export type Met = 'met' | 'unmet' | 'unknown'

/** Does the device meet one of the postures? Of one that is not defined it is `unmet`. */
export function meetsOne({ postures = {} }: Policy, names: readonly string[], known: Known): Met {
  const answers = names.map((name): Met => {
    const assertions = Object.entries(postures).find(([own]) => own === name)?.[1]
    return assertions === undefined ? 'unmet' : allOf(assertions.map(text => holds(parseAssertion(text), known)))
  })
  return answers.includes('met') ? 'met' : answers.includes('unknown') ? 'unknown' : 'unmet'
}

function allOf(answers: readonly Met[]): Met {
  return answers.includes('unmet') ? 'unmet' : answers.includes('unknown') ? 'unknown' : 'met'
}

/** What is not set meets no comparison, not even that it is something else. */
function holds(assertion: Assertion | string, { attributes, all }: Known): Met {
  if (typeof assertion === 'string') return 'unmet'
  const { attribute, operator, values } = assertion
  const value = Object.hasOwn(attributes, attribute) ? attributes[attribute] : undefined
  if (value === undefined) return all ? is(operator === 'NOT SET') : 'unknown'
  return is(compares(operator, value, values))
}

function compares(operator: Operator, value: Value, values: readonly Value[]): boolean {
  const [first] = values
  const order = first === undefined ? Number.NaN : compareValues(value, first)
  switch (operator) {
    case '==':
      return value === first
    case '!=':
      return value !== first
    case '>=':
      return order >= 0
    case '<=':
      return order <= 0
    case '>':
      return order > 0
    case '<':
      return order < 0
    case 'IN':
      return values.includes(value)
    case 'NOT IN':
      return !values.includes(value)
    case 'IS SET':
      return true
    case 'NOT SET':
      return false
  }
}

/** Numbers as numbers; texts as versions: `1.9` is before `1.40`. What can't be compared is NaN. */
function compareValues(a: Value, b: Value): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b
  if (typeof a !== 'string' || typeof b !== 'string') return Number.NaN
  const [left, right] = [a, b].map(text => text.split(/[.-]/))
  const length = Math.max(left?.length ?? 0, right?.length ?? 0)
  for (let at = 0; at < length; at++) {
    const [one, other] = [left?.[at] ?? '0', right?.[at] ?? '0']
    const order = Number(one) - Number(other)
    if (Number.isNaN(order) ? one !== other : order !== 0) return Number.isNaN(order) ? (one < other ? -1 : 1) : order
  }
  return 0
}

function is(held: boolean): Met {
  return held ? 'met' : 'unmet'
}
