import type { Resolved } from './resolved.ts'

/** The same function, which works out its answer once for each resolved estate: many files are made of it. */
export function once<T>(make: (resolved: Resolved) => T): (resolved: Resolved) => T {
  const made = new WeakMap<Resolved, { readonly answer: T }>()
  return resolved => {
    const known = made.get(resolved) ?? { answer: make(resolved) }
    made.set(resolved, known)
    return known.answer
  }
}
