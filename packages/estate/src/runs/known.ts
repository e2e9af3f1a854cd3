import type { Maybe } from './entry.ts'

/** What is known to be there; nothing where nobody knows. For those who show or ask what they can. */
export function known<T>(entries: Maybe<readonly T[]>): readonly T[] {
  return entries === 'unknown' ? [] : entries
}
