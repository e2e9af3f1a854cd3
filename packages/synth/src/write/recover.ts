import { join } from 'node:path'
import type { Disk } from '../disk/disk.ts'
import { apply } from './apply.ts'
import { type Journal, readJournal, stagedFile, stagedManifest } from './journal.ts'
import { sha256 } from './manifest.ts'
import { clearStage } from './stage.ts'
import { MANIFEST, type StatePaths } from './state.ts'
import { Survey } from './survey.ts'

/**
 * What was found of a run before. `finished`: it had begun to change the out folder, and its work is now done.
 * `undone`: it had only staged. `unfinished`: files changed since, or a power loss took their content; the next plan
 * sets everything right by content, and until it is carried out the journal stays and says that the folder is a mix.
 */
export type Recovery = 'nothing' | 'undone' | 'finished' | 'unfinished'

/** Whether a run left anything behind, or runs now. Follows no link. */
export function needsRecovery(disk: Disk, state: StatePaths): boolean {
  return disk.look(state.folder) !== undefined
}

/** Finishes or undoes what an interrupted run left. To be called with the lock held. */
export function recover(disk: Disk, out: string, state: StatePaths): Recovery {
  const journal = readJournal(disk, state)
  if (journal === undefined) {
    const found = disk.look(state.staged) !== undefined || disk.look(state.draft) !== undefined
    clearStage(disk, state)
    return found ? 'undone' : 'nothing'
  }
  if (journal !== 'damaged' && canFinish(disk, out, state, journal)) {
    apply(disk, out, state, journal)
    return 'finished'
  }
  clearStage(disk, state)
  return 'unfinished'
}

/** Whether every file is as the run found it or as it wants it, and all content that is still to be placed is whole. */
function canFinish(disk: Disk, out: string, state: StatePaths, journal: Journal): boolean {
  const survey = new Survey(disk, out)
  const removed = new Set(journal.removals.map(({ path }) => path))
  const holds = (path: string, ...hashes: readonly (string | undefined)[]): boolean =>
    disk.look(path)?.kind === 'file' && hashes.includes(sha256(disk.read(path)))

  const removalsFit = journal.removals.every(({ path, sha256: hash }) => {
    const found = survey.at(path)
    if (found.kind === 'file') return holds(survey.absolute(path), hash)
    return found.kind !== 'obstacle' || found.what === 'file'
  })
  const writesFit = journal.writes.every((write, index) => {
    const found = survey.at(write.path)
    const target = survey.absolute(write.path)
    const staged = stagedFile(state, index)
    if (disk.look(staged) === undefined) return found.kind === 'file' && holds(target, write.sha256)
    if (!holds(staged, write.sha256)) return false
    if (found.kind === 'file') return holds(target, write.sha256, write.before)
    if (found.kind === 'folder') return survey.goesWith(write.path, removed)
    return found.kind === 'nothing' || removed.has(found.at)
  })
  const manifest = disk.look(stagedManifest(state)) === undefined ? join(out, MANIFEST) : stagedManifest(state)
  return removalsFit && writesFit && holds(manifest, journal.manifest.sha256)
}
