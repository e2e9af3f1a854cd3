import { join } from 'node:path'
import type { Disk } from '../disk/disk.ts'
import { type Journal, stagedFile, stagedManifest, writeJournal } from './journal.ts'
import { removeIfThere } from './lock.ts'
import { modeOf, sha256 } from './manifest.ts'
import type { Plan } from './plan.ts'
import type { StatePaths } from './state.ts'

/** Told of the work's progress: what is being done, how many of how many are done. */
export type Progress = (what: string, done: number, of: number) => void

/** The hash of no content: a file that comes back meanwhile is somebody's. */
const GONE = ''

/**
 * Writes all new content beside the out folder's files, then the journal. Up to the journal's last rename nothing of
 * the out folder has changed, and a full disk is met here.
 *
 * Contents are not synced one by one: a killed process loses nothing that it wrote, and after a power loss `recover`
 * finds by their hashes the contents that are not whole. Only the journal and the manifest must be.
 */
export function stage(disk: Disk, state: StatePaths, plan: Plan, progress: Progress): Journal {
  const journal: Journal = {
    writes: plan.writes.map(({ file, sha256, before }) => ({
      path: file.path,
      target: file.target,
      mode: modeOf(file.executable),
      sha256,
      ...(before === undefined ? {} : { before }),
    })),
    removals: [
      ...plan.removals.map(({ path, sha256 }) => ({ path, sha256 })),
      ...plan.gone.map(path => ({ path, sha256: GONE })),
    ],
    manifest: { sha256: sha256(plan.manifest) },
  }
  disk.makeFolder(state.staged)
  for (const [index, { bytes, file }] of plan.writes.entries()) {
    disk.create(stagedFile(state, index), bytes, file.executable === true)
    progress('writing', index + 1, plan.writes.length)
  }
  disk.create(stagedManifest(state), Buffer.from(plan.manifest), false)
  disk.sync(stagedManifest(state))
  writeJournal(disk, state, journal)
  return journal
}

/** Removes what a run staged that ended before its journal was whole, or after all was done. */
export function clearStage(disk: Disk, state: StatePaths): void {
  removeIfThere(disk, state.draft)
  if (disk.look(state.staged)?.kind !== 'folder') return
  for (const name of disk.list(state.staged)) disk.removeFile(join(state.staged, name))
  disk.removeFolder(state.staged)
}
