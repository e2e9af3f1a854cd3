import type { Asked } from './asked.ts'
import type { Explained } from './explained.ts'
import type { Moved } from './moved.ts'
import type { Followed } from './rollout.ts'

/** What the API server has of an Application after its sync. */
export interface ApplicationState {
  /** Of the last operation: Succeeded, Failed, Error, Running; '' before the first. */
  readonly phase: string
  readonly message: string
  /** Synced, OutOfSync, Unknown. */
  readonly sync: string
  readonly health: string
  /** What could not be read or compared. */
  readonly conditions: readonly string[]
  /** Objects out of sync: `KIND/NAME`. */
  readonly outOfSync: readonly string[]
  /** Objects that are not healthy, with their words: `KIND/NAME Degraded: …`; asked where the Application is not. */
  readonly unhealthy?: readonly string[]
  /** Objects that the API server did not take. */
  readonly refused?: readonly { readonly object: string; readonly why: string }[]
  /** How many objects it has. */
  readonly objects: number
}

/** One Application of a rehearsal. */
export interface Row {
  readonly application: string
  readonly objects: number
  readonly operation: string
  readonly sync: string
  readonly health: string
  /** How long its first sync took; of a group that a script applies: all of them together. */
  readonly seconds: number
  readonly verdict: 'fine' | 'explained' | 'red'
  /** Why it is not fine; empty where it is. */
  readonly reason: string
}

export interface Outcome {
  readonly rows: readonly Row[]
  readonly asked: readonly Asked[]
  /** What became of the objects of the revision that was installed first; absent where none was. */
  readonly moved?: readonly Moved[]
  /** What became of the steps of a rollout; absent where none was followed. */
  readonly followed?: readonly Followed[]
  /** What else went wrong: commands of the guide, the list. */
  readonly problems: readonly string[]
  readonly seconds: number
}

/** Judges by the operation's phase too: an Application shows Synced after a sync that failed. */
export function rowOf(application: string, state: ApplicationState, seconds: number, explained: Explained): Row {
  const { objects, phase, sync, health } = state
  const row = {
    application,
    objects,
    operation: phase || 'none',
    sync: sync || 'none',
    health: health || 'none',
    seconds,
  }
  const because = explained.applications[application]?.because
  if (isFine(state))
    return because === undefined
      ? { ...row, verdict: 'fine', reason: '' }
      : { ...row, verdict: 'red', reason: `it is explained (${because}), and it works: take it out of the list` }
  return because === undefined
    ? { ...row, verdict: 'red', reason: said(state) }
    : { ...row, verdict: 'explained', reason: because }
}

export function isFine({ phase, sync, health, conditions }: ApplicationState): boolean {
  return phase === 'Succeeded' && sync === 'Synced' && health === 'Healthy' && conditions.length === 0
}

/** The rehearsal found nothing wrong. */
export function isClean({ rows, asked, problems }: Outcome): boolean {
  const fine = rows.every(({ verdict }) => verdict !== 'red') && asked.every(({ wrong }) => wrong.length === 0)
  return fine && problems.length === 0
}

/** Turns what is well itself red, where an answer says that something of it is wrong. */
export function judged(rows: readonly Row[], asked: readonly Asked[]): readonly Row[] {
  const wrong = asked.flatMap(({ wrong }) => wrong)
  return rows.map(row => {
    const own = wrong.filter(({ application }) => application === row.application).map(({ what }) => what)
    if (own.length === 0) return row
    return { ...row, verdict: 'red', reason: [row.reason, ...own].filter(text => text !== '').join('; ') }
  })
}

function said({ phase, message, conditions, outOfSync, unhealthy = [] }: ApplicationState): string {
  const parts = [
    phase === 'Succeeded' ? '' : message.trim(),
    conditions.join('; '),
    outOfSync.length === 0 ? '' : `out of sync: ${outOfSync.join(', ')}`,
    unhealthy.join('; '),
  ]
  return parts.filter(part => part !== '').join('; ') || 'it says no reason'
}
