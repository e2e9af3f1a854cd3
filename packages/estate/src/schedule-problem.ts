import { Cron } from 'croner'

/** The instant from which "does it ever fire" is asked: fixed, since no check reads the clock. */
const anyInstant = new Date('2026-01-01T00:00:00Z')

/** What is wrong with five fields of cron, a clause; nothing where they fire one day. */
export function scheduleProblem(cron: string): string | undefined {
  if (cron.trim().split(/\s+/).length !== 5) return 'the schedule does not have five fields'
  try {
    // An offset instead of a time zone: croner asks Intl for zones, which takes 13 ms for the first.
    const next = new Cron(cron, { mode: '5-part', utcOffset: 0 }).nextRun(anyInstant)
    return next === null ? 'the schedule never fires' : undefined
  } catch (error) {
    return `the schedule cannot be read: ${error instanceof Error ? error.message : String(error)}`
  }
}
