import { refuse, shown } from './refuse.ts'

/** What JSON, and the formats like it, can say. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json }

/** What a tree may hold beyond plain JSON. */
interface Rules {
  /** False for formats that have no null (TOML, property lists). Default true. */
  readonly nulls?: boolean
}

/**
 * Refuses all that is not a plain tree of JSON values: undefined, NaN, infinities, dates, class instances, functions,
 * cycles, half surrogate pairs. The same object in two places is fine.
 *
 * @throws TypeError with the path of the first such value, e.g. `yaml $.spec.replicas: got NaN (expected ...)`
 */
export function assertJson(format: string, value: unknown, rules: Rules = {}): asserts value is Json {
  const nulls = rules.nulls ?? true
  // Most values are fine: where one is not, and why, is looked for only then.
  if (!isTree(value, nulls, DEEPEST)) walk(format, value, [], [], nulls)
}

/** Deeper than anything that is rendered: what goes on further may be a cycle. */
const DEEPEST = 50

/** Whether it surely is a plain tree. */
function isTree(value: unknown, nulls: boolean, levels: number): boolean {
  switch (typeof value) {
    case 'string':
      return value.isWellFormed()
    case 'boolean':
      return true
    case 'number':
      return Number.isFinite(value)
    case 'object':
      break
    default:
      return false
  }
  if (value === null) return nulls
  if (levels === 0) return false
  if (Array.isArray(value)) {
    for (let index = 0; index < value.length; index++) if (!isTree(value[index], nulls, levels - 1)) return false
    return true
  }
  const prototype: unknown = Object.getPrototypeOf(value)
  if (prototype !== Object.prototype && prototype !== null) return false
  for (const key of Object.keys(value))
    if (!key.isWellFormed() || !isTree((value as Readonly<Record<string, unknown>>)[key], nulls, levels - 1))
      return false
  return true
}

type Path = (string | number)[]

function walk(format: string, value: unknown, path: Path, parents: object[], nulls: boolean): void {
  switch (typeof value) {
    case 'string':
      if (!value.isWellFormed()) stop(format, path, value, 'text without half surrogate pairs')
      return
    case 'boolean':
      return
    case 'number':
      if (!Number.isFinite(value)) stop(format, path, value, 'a finite number')
      return
    case 'object':
      break
    default:
      stop(format, path, value, 'a JSON value; leave the member out')
  }
  if (value === null) {
    if (!nulls) stop(format, path, value, 'a value, the format has no null; leave the member out')
    return
  }
  if (parents.includes(value)) stop(format, path, 'an object that contains itself', 'a tree')
  parents.push(value)
  if (Array.isArray(value)) {
    // By index: a hole in the array is met as undefined.
    for (let index = 0; index < value.length; index++) {
      path.push(index)
      walk(format, value[index], path, parents, nulls)
      path.pop()
    }
  } else {
    const prototype: unknown = Object.getPrototypeOf(value)
    if (prototype !== Object.prototype && prototype !== null)
      stop(format, path, value.constructor?.name ?? 'an object', 'a plain object')
    for (const [key, member] of Object.entries(value)) {
      path.push(key)
      if (!key.isWellFormed()) stop(format, path, key, 'a key without half surrogate pairs')
      walk(format, member, path, parents, nulls)
      path.pop()
    }
  }
  parents.pop()
}

function stop(format: string, path: Path, got: unknown, expected: string): never {
  refuse(format, pathText(path), `got ${shown(got)} (expected ${expected})`, got)
}

/** `$.spec.containers[0].image`. */
function pathText(path: readonly (string | number)[]): string {
  return path.reduce<string>((text, step) => (typeof step === 'number' ? `${text}[${step}]` : `${text}.${step}`), '$')
}
