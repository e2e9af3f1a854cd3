/** What came of the syncs. */
import { setTimeout as sleep } from 'node:timers/promises'
import { present } from '@homelab/formats/present'
import pLimit from 'p-limit'
import type { Asked, Wrong } from '../asked.ts'
import type { Explained } from '../explained.ts'
import { type ApplicationState, isFine, type Row, rowOf } from '../outcome.ts'
import { AT_ONCE } from './at-once.ts'
import type { ControlPlane } from './control-plane.ts'
import { writeIgnored } from './ignored.ts'
import type { Say } from './programs.ts'
import { changed, snapshot } from './snapshot.ts'
import type { Walk } from './walk.ts'

/** How long all Applications together may take until they are well, after the last command, in seconds. */
const SETTLE = 150

interface Settling {
  /** What is waited for: by default that all is as it must be in the end. */
  readonly isWell?: (state: ApplicationState) => boolean
  /** The longest that is waited. */
  readonly seconds?: number
}

/** Until all are well, or the time is over: operators in pods, and Argo CD itself, are behind. */
export async function settle(
  plane: ControlPlane,
  names: readonly string[],
  say: Say,
  { isWell = isFine, seconds = SETTLE }: Settling = {},
): Promise<void> {
  const end = Date.now() + seconds * 1000
  let waiting = names
  while (Date.now() < end) {
    if (plane.sandbox.failed !== undefined) throw plane.sandbox.failed
    const states = await statesOf(plane)
    // What failed does not begin to work by waiting.
    waiting = waiting.filter(name => {
      const state = states.get(name) ?? none()
      return !isWell(state) && ['Succeeded', 'Running'].includes(state.phase)
    })
    if (waiting.length === 0) return
    say(`waiting until they are well: ${waiting.join(', ')}`)
    for (const name of waiting) await plane.argocd.refresh(name)
    await sleep(2000)
  }
}

export async function rowsOf(
  plane: ControlPlane,
  names: readonly string[],
  { seconds, refused }: Walk,
  explained: Explained,
): Promise<readonly Row[]> {
  const rows: Row[] = []
  const states = await statesOf(plane)
  for (const name of names) {
    const state = states.get(name) ?? none()
    const unhealthy = isFine(state) ? [] : await plane.argocd.unhealthy(name)
    const message = state.phase === '' ? (refused.get(name) ?? state.message) : state.message
    rows.push(rowOf(name, { ...state, message, unhealthy }, seconds.get(name) ?? 0, explained))
  }
  return rows
}

/** Writes what Applications leave to others, then syncs all again, some side by side: that must change nothing. */
export async function secondSync(plane: ControlPlane, names: readonly string[], say: Say): Promise<readonly Asked[]> {
  const ignored = await writeIgnored(plane, names)
  let wrong = await syncedAgain(plane, names)
  // Controllers go on by themselves, and what they did late is done; what a sync does to others it does every time.
  if (wrong.length > 0 && wrong.every(({ application }) => application === undefined)) {
    say(`again: the second sync, beside which there was: ${wrong.map(({ what }) => what).join('; ')}`)
    wrong = await syncedAgain(plane, names)
  }
  return [
    { what: 'second syncs, none of which changes anything', count: names.length, wrong },
    { what: 'fields that others write, which a sync keeps', count: ignored, wrong: [] },
  ]
}

async function syncedAgain(plane: ControlPlane, names: readonly string[]): Promise<readonly Wrong[]> {
  const first = await snapshot(plane)
  const limit = pLimit(AT_ONCE)
  const failed = await limit.map(names, async (application): Promise<readonly Wrong[]> => {
    const { exitCode, stderr } = await plane.argocd.ask(['app', 'sync', application])
    if (exitCode === 0) return []
    return [{ application, what: `the second sync ended with ${exitCode}: ${lastLine(stderr)}` }]
  })
  const differences = changed(first, await snapshot(plane)).map(({ what, application }) => ({
    ...present({ application }),
    what: `the second sync changed something: ${what}`,
  }))
  return [...failed.flat(), ...differences]
}

/** None where the server can't be asked. */
function statesOf({ argocd }: ControlPlane): Promise<ReadonlyMap<string, ApplicationState>> {
  return argocd.states().catch(() => new Map())
}

const nothing = {
  ...{ phase: '', sync: '', health: '', objects: 0 },
  ...{ conditions: [], outOfSync: [] },
}

function none() {
  return { ...nothing, message: 'there is no such Application in the cluster' }
}

function lastLine(text: string): string {
  return text.trim().split('\n').at(-1) ?? ''
}
