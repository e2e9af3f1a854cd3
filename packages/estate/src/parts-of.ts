import type { Part } from './part.ts'
import type { Resolved } from './resolved.ts'

/** The parts with which an estate was resolved, for whoever asks a contract; none where it is data that somebody read. */
export function partsOf(resolved: Resolved & { readonly parts?: readonly Part[] }): readonly Part[] {
  return resolved.parts ?? []
}
