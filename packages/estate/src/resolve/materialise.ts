import { type Entities, entitiesOf } from '../entities.ts'
import type { OwnPort, OwnUrl } from '../url.ts'
import type { Workload } from '../workload.ts'

/**
 * A workload with its own URLs and addresses put in; and the entities found in it.
 *
 * @param textOf gives the text for one of them
 */
export function materialise(
  workload: Workload,
  textOf: (own: OwnUrl | OwnPort) => string,
): { readonly workload: Workload; readonly entities: Entities } {
  const copy = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(copy)
    if (typeof value !== 'object' || value === null) return value
    if (isOwn(value)) return textOf(value)
    return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, copy(member)]))
  }
  // The copy has the shape of the original: only these become strings, in places typed to take either.
  const plain = copy(workload) as Workload
  return { workload: plain, entities: entitiesOf(plain) }
}

function isOwn(value: object): value is OwnUrl | OwnPort {
  return 'kind' in value && (value.kind === 'own-url' || value.kind === 'own-port')
}
