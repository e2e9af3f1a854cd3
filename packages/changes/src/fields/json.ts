import type { ChangeValue } from '@homelab/estate/model'

/** What YAML and JSON can say. */
export type Json = ChangeValue

export interface JsonObject {
  readonly [field: string]: Json
}

export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Nothing is in it: null, `{}` or `[]`. The API of Kubernetes treats all of them as a field that nobody set. */
export function isEmpty(value: Json | undefined): boolean {
  return value === undefined || value === null || (typeof value === 'object' && Object.keys(value).length === 0)
}

/** The value at a place; nothing where there is none. */
export function at(value: Json | undefined, ...fields: readonly string[]): Json | undefined {
  return fields.reduce<Json | undefined>((inner, field) => (isJsonObject(inner) ? inner[field] : undefined), value)
}

/** Whether two values say the same, whatever the order of their fields. */
export function same(a: Json | undefined, b: Json | undefined): boolean {
  if (a === b) return true
  if (Array.isArray(a) && Array.isArray(b)) return a.length === b.length && a.every((item, i) => same(item, b[i]))
  if (!isJsonObject(a) || !isJsonObject(b)) return false
  const fields = Object.keys(a)
  return fields.length === Object.keys(b).length && fields.every(field => field in b && same(a[field], b[field]))
}
