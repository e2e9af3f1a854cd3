import { join } from 'node:path'
import type { Disk } from '../disk/disk.ts'
import { errorCode, Stopped } from '../disk/errors.ts'
import { foldersOf } from '../paths.ts'
import { type Journal, stagedFile, stagedManifest } from './journal.ts'
import { clearStage } from './stage.ts'
import { MANIFEST, type StatePaths } from './state.ts'

/**
 * Carries a journal out: removals, then staged files renamed into place, the manifest last; then the journal goes.
 * Every step may be done already, so that a run that was interrupted anywhere is finished by doing it all again.
 */
export function apply(disk: Disk, out: string, state: StatePaths, journal: Journal): void {
  for (const { path } of journal.removals) removeFile(disk, join(out, path))
  removeEmptyFolders(disk, out, journal)
  const folders = new Set<string>()
  for (const [index, { path }] of journal.writes.entries()) {
    const staged = stagedFile(state, index)
    if (disk.look(staged) === undefined) continue
    for (const folder of foldersOf(path)) makeFolder(disk, out, folder, folders)
    disk.rename(staged, join(out, path))
  }
  if (disk.look(stagedManifest(state)) !== undefined) disk.rename(stagedManifest(state), join(out, MANIFEST))
  disk.sync(out)
  disk.removeFile(state.journal)
  clearStage(disk, state)
}

function removeFile(disk: Disk, path: string): void {
  if (disk.look(path)?.kind === 'file') disk.removeFile(path)
}

function removeEmptyFolders(disk: Disk, out: string, { removals }: Journal): void {
  const folders = new Set(removals.flatMap(({ path }) => foldersOf(path)))
  // In reverse, a folder comes before the one that holds it.
  for (const folder of [...folders].sort().reverse()) {
    try {
      disk.removeFolder(join(out, folder))
    } catch (error) {
      // ENOTDIR: a file of the new tree has the folder's name already.
      if (!['ENOTEMPTY', 'EEXIST', 'ENOENT', 'ENOTDIR'].includes(errorCode(error) ?? '')) throw error
    }
  }
}

function makeFolder(disk: Disk, out: string, folder: string, known: Set<string>): void {
  if (known.has(folder)) return
  const path = join(out, folder)
  const found = disk.look(path)
  if (found === undefined) disk.makeFolder(path)
  else if (found.kind !== 'folder') throw new Stopped(`${path} is no folder`, 'move it away and run again')
  known.add(folder)
}
