import { type Entities, entitiesOf } from '../entities.ts'
import type { OwnUrl } from '../url.ts'
import type { Workload } from '../workload.ts'

/**
 * A workload with its own URLs put in; and the entities found in it.
 *
 * @param urlOf gives the text for an own URL
 */
export function materialise(
  workload: Workload,
  urlOf: (own: OwnUrl) => string,
): { readonly workload: Workload; readonly entities: Entities } {
  const copy = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(copy)
    if (typeof value !== 'object' || value === null) return value
    if (isOwnUrl(value)) return urlOf(value)
    return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, copy(member)]))
  }
  // The copy has the shape of the original: only own URLs become strings, in places typed to take either.
  const plain = copy(workload) as Workload
  return { workload: plain, entities: entitiesOf(plain) }
}

function isOwnUrl(value: object): value is OwnUrl {
  return 'kind' in value && value.kind === 'own-url'
}
