import fs from 'node:fs'
import { join } from 'node:path'
import { errorCode, Stopped } from '../disk/errors.ts'
import { foldersOf, LIST, STATE } from '../paths.ts'
import type { TreeFile } from '../tree.ts'
import { type Disk, realDisk } from './disk.ts'
import { type Owner, thisProcess, withLock } from './lock.ts'
import { isDone, makePlan, type Plan } from './plan.ts'

/** The out folder, and how to reach it. */
export interface Target {
  /** Absolute. It may be a link itself; inside it none is followed. */
  readonly out: string
  readonly disk?: Disk
  readonly owner?: Owner
}

/** Told of the work's progress: what is being done, how many of how many are done. */
export type Progress = (what: string, done: number, of: number) => void

/**
 * Makes the out folder hold the tree's files, or changes nothing where the plan has findings. First comes a list of the old
 * files and the new ones, then each file by a rename, last the list of the new ones: a run that ends in between leaves the
 * first list, which says so, and the next run owns all that lies there.
 *
 * @throws Stopped where another run is at work; Node's system errors
 */
export function writeTree(
  { out, disk = realDisk, owner = thisProcess() }: Target,
  files: readonly TreeFile[],
  progress: Progress = () => {},
): Plan {
  const first = firstLook(out, files)
  if (first !== undefined && (first.findings.length > 0 || isDone(first))) return first
  fs.mkdirSync(out, { recursive: true })
  return withLock(disk, join(out, STATE), owner, () => {
    // Another run may have written, or been killed, between the first look and the lock.
    const plan = makePlan(out, files)
    if (plan.findings.length === 0 && !isDone(plan)) carryOut(disk, out, plan, progress)
    return plan
  })
}

/** Undefined where something vanished on the way: another run is at work, and only the lock gives a true picture. */
function firstLook(out: string, files: readonly TreeFile[]): Plan | undefined {
  try {
    return makePlan(out, files)
  } catch (error) {
    if (['ENOENT', 'ENOTDIR', 'EISDIR'].includes(errorCode(error) ?? '')) return undefined
    throw error
  }
}

/**
 * Contents are not synced one by one: a killed process loses nothing that it wrote, and after a power loss the next run sees
 * by their hashes which are not whole. The list must be on the disk before anything that it owns.
 */
function carryOut(disk: Disk, out: string, plan: Plan, progress: Progress): void {
  putList(disk, out, plan.unfinishedList())
  for (const { path } of plan.removals) disk.removeFile(join(out, path))
  removeEmptyFolders(disk, out, plan.obsolete)
  const made = new Set<string>()
  for (const [index, { file }] of plan.writes.entries()) {
    for (const folder of foldersOf(file.path)) {
      if (!made.has(folder)) makeFolder(disk, join(out, folder))
      made.add(folder)
    }
    const draft = join(out, STATE, 'draft')
    disk.create(draft, file.content, file.executable === true)
    disk.rename(draft, join(out, file.path))
    progress('writing', index + 1, plan.writes.length)
  }
  putList(disk, out, plan.list())
}

function putList(disk: Disk, out: string, text: string): void {
  const draft = join(out, STATE, 'list')
  disk.create(draft, text, false)
  disk.sync(draft)
  disk.rename(draft, join(out, LIST))
  disk.sync(out)
}

function removeEmptyFolders(disk: Disk, out: string, obsolete: readonly string[]): void {
  // In reverse, a folder comes before the one that holds it.
  for (const folder of [...new Set(obsolete.flatMap(foldersOf))].sort().reverse()) {
    try {
      disk.removeFolder(join(out, folder))
    } catch (error) {
      // ENOTDIR: a file of the new tree has the folder's name already.
      if (!['ENOTEMPTY', 'EEXIST', 'ENOENT', 'ENOTDIR'].includes(errorCode(error) ?? '')) throw error
    }
  }
}

function makeFolder(disk: Disk, path: string): void {
  const stats = fs.lstatSync(path, { throwIfNoEntry: false })
  if (stats === undefined) disk.makeFolder(path)
  else if (!stats.isDirectory()) throw new Stopped(`${path} is no folder`, 'move it away and run again')
}
