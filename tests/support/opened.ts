import { type Estate, type Opened, opened } from '@homelab/estate/model'

const known = new WeakMap<Estate, Opened>()

/** An estate as it was stated, and what follows; once for all files that a process runs. */
export function openedOnce(estate: Estate): Opened {
  const whole = known.get(estate) ?? opened(estate)
  known.set(estate, whole)
  return whole
}

/** What an estate says, resolved, in the same way. */
export function resolvedOnce(estate: Estate): Opened['resolved'] {
  return openedOnce(estate).resolved
}
