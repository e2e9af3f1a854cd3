import { present } from '@homelab/formats/present'

/** The few words of JSON Schema that say what is stated: https://json-schema.org/draft/2020-12 */

export type Schema = Readonly<Record<string, unknown>>

/** A member that may be absent. */
interface Optional {
  readonly maybe: Schema
}

/** A schema for each member of a type, and `maybe` exactly where it may be absent: the compiler holds both to each other. */
export type MembersOf<T> = {
  readonly [K in keyof T]-?: Record<never, never> extends Pick<T, K> ? Optional : Schema
}

/** An object with these members. */
export function open<T>(members: MembersOf<T>): Schema {
  const entries = Object.entries<Schema | Optional>(members)
  return {
    type: 'object',
    required: entries.flatMap(([key, member]) => (isOptional(member) ? [] : [key])),
    properties: Object.fromEntries(entries.map(([key, member]) => [key, isOptional(member) ? member.maybe : member])),
  }
}

/** The same, and no others. */
export function closed<T>(members: MembersOf<T>): Schema {
  return { ...open(members), additionalProperties: false }
}

function isOptional(member: Schema | Optional): member is Optional {
  return 'maybe' in member
}

export const text: Schema = { type: 'string' }
export const flag: Schema = { type: 'boolean' }
export const number: Schema = { type: 'number' }
export const port: Schema = { type: 'integer', minimum: 1, maximum: 65535 }
/** https://kubernetes.io/docs/concepts/services-networking/service/#type-nodeport */
export const nodePort: Schema = { type: 'integer', minimum: 30_000, maximum: 32_767 }

export function maybe(schema: Schema): Optional {
  return { maybe: schema }
}

export function only(...values: readonly unknown[]): Schema {
  return values.length === 1 ? { const: values[0] } : { enum: values }
}

export function listOf(items: Schema, minItems?: number): Schema {
  return { type: 'array', items, ...present({ minItems }) }
}

export function recordOf(each: Schema): Schema {
  return { type: 'object', additionalProperties: each }
}

export function either(...schemas: readonly Schema[]): Schema {
  return { anyOf: schemas }
}

export function oneOrMore(schema: Schema): Schema {
  return either(schema, listOf(schema))
}

export function starting(prefix: string): Schema {
  return { type: 'string', pattern: `^${prefix}` }
}
