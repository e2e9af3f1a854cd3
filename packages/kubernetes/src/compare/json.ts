import { isJsonObject, type Json, type JsonObject } from '@homelab/changes/fields'

export {
  at,
  isEmpty,
  isJsonObject,
  type Json,
  type JsonObject,
  type Path,
  parsePath,
  same,
} from '@homelab/changes/fields'

/** An object of the cluster's API, as it was written or as it lives. */
export interface Manifest extends JsonObject {
  readonly apiVersion: string
  readonly kind: string
  readonly metadata: JsonObject & { readonly name: string }
}

export function isManifest(value: unknown): value is Manifest {
  if (!isJsonObject(value)) return false
  const { apiVersion, kind, metadata } = value as { readonly [field: string]: Json }
  if (typeof apiVersion !== 'string' || typeof kind !== 'string' || !isJsonObject(metadata)) return false
  return typeof metadata['name'] === 'string'
}
