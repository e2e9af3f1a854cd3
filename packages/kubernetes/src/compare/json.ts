/** What YAML and JSON can say. */
export type Json = null | boolean | number | string | readonly Json[] | JsonObject

export interface JsonObject {
  readonly [field: string]: Json
}

/** An object of the cluster's API, as it was written or as it lives. */
export interface Manifest extends JsonObject {
  readonly apiVersion: string
  readonly kind: string
  readonly metadata: JsonObject & { readonly name: string }
}

export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

export function isManifest(value: unknown): value is Manifest {
  if (!isJsonObject(value)) return false
  const { apiVersion, kind, metadata } = value
  if (typeof apiVersion !== 'string' || typeof kind !== 'string' || !isJsonObject(metadata)) return false
  return typeof metadata['name'] === 'string'
}

/** Nothing is in it: null, `{}` or `[]`. The API treats all of them as a field that nobody set. */
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
