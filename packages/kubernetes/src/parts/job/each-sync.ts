import { at, type Json } from '../../compare/json.ts'
import type { Moment } from './index.ts'

/** The annotation of a Job that runs at each sync, with its moment: what is there is deleted, and made again. */
export const eachSync = 'delivery.homelab.internal/each-sync'

/** The moment of such a Job; none of any other object. */
export function momentOf(object: Json | undefined): Moment | undefined {
  return at(object, 'metadata', 'annotations', eachSync) as Moment | undefined
}
