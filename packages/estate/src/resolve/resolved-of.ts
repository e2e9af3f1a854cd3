import type { Estate } from '../estate.ts'
import type { Resolved } from '../resolved.ts'
import { state } from '../state/state.ts'
import { resolve } from './resolve.ts'

/** What an estate says, resolved, with all that was found on the way. */
export function resolvedOf(estate: Estate): Resolved {
  const { stated, findings } = state(estate)
  const resolved = resolve(stated)
  return { ...resolved, findings: [...findings, ...resolved.findings] }
}
