import type { Estate } from '../estate.ts'
import type { Resolved } from '../resolved.ts'
import type { Places } from '../state/places.ts'
import { state } from '../state/state.ts'
import type { Stated } from '../state/stated.ts'
import { resolve } from './resolve.ts'

/** An estate as it was stated, and what follows. */
export interface Opened {
  readonly stated: Stated
  /** With all that was found on the way here. */
  readonly resolved: Resolved
  readonly places: Places
}

/** States and resolves an estate. */
export function opened(estate: Estate): Opened {
  const { stated, findings, places } = state(estate)
  const resolved = resolve(stated)
  return { stated, places, resolved: { ...resolved, findings: [...findings, ...resolved.findings] } }
}

/** What an estate says, resolved, with all that was found on the way. */
export function resolvedOf(estate: Estate): Resolved {
  return opened(estate).resolved
}
