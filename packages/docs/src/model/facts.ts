import { type Lookup, lookup, once, type Resolved } from '@homelab/estate/model'

/** What is known before there are pages. */
export interface Facts {
  readonly resolved: Resolved
  readonly find: Lookup
}

export function factsOf(resolved: Resolved): Facts {
  return { resolved, find: lookup(resolved) }
}

/** The same function, which works out its answer once for each resolved estate. */
export function onceOf<T>(make: (facts: Facts) => T): (facts: Facts) => T {
  const answer = once(resolved => make(factsOf(resolved)))
  return ({ resolved }) => answer(resolved)
}
