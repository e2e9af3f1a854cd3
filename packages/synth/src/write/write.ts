import { dirname } from 'node:path'
import type { Disk } from '../disk/disk.ts'
import { errorCode } from '../disk/errors.ts'
import type { TreeFile } from '../tree.ts'
import { apply } from './apply.ts'
import type { Journal } from './journal.ts'
import { type Owner, removeIfThere, withLock } from './lock.ts'
import { isDone, makePlan, type Plan } from './plan.ts'
import { needsRecovery, type Recovery, recover } from './recover.ts'
import { clearStage, type Progress, stage } from './stage.ts'
import { type StatePaths, statePaths } from './state.ts'

/** The out folder, and how to reach it. */
export interface Target {
  readonly disk: Disk
  /** Absolute. It may be a link itself; inside it none is followed. */
  readonly out: string
  readonly owner: Owner
}

/** Finishes or undoes an interrupted run, before anything else is done with the out folder. */
export function recoverOut({ disk, out, owner }: Target): Recovery {
  const state = statePaths(out)
  if (!needsRecovery(disk, state)) return 'nothing'
  return withLock(disk, state, owner, () => recover(disk, out, state))
}

/**
 * Makes the out folder hold the tree's files: all of them, or with findings none. What is there already is not touched,
 * and where nothing differs nothing is written at all.
 *
 * @throws Stopped where another run is at work; Node's system errors
 */
export function writeTree({ disk, out, owner }: Target, files: readonly TreeFile[], progress: Progress): Plan {
  const first = firstLook(disk, out, files)
  if (first !== undefined && (first.findings.length > 0 || isDone(first))) return first
  const state = statePaths(out)
  makeFolders(disk, out)
  return withLock(disk, state, owner, () => {
    // Another run may have written, or been killed, between the first look and the lock.
    const recovery = recover(disk, out, state)
    const plan = makePlan(disk, out, files)
    if (plan.findings.length > 0 || isDone(plan)) return plan
    apply(disk, out, state, stageOrUndo(disk, state, plan, recovery, progress))
    return plan
  })
}

/** Undefined where something vanished on the way: another run is at work, and only the lock gives a true picture. */
function firstLook(disk: Disk, out: string, files: readonly TreeFile[]): Plan | undefined {
  try {
    return makePlan(disk, out, files)
  } catch (error) {
    if (['ENOENT', 'ENOTDIR', 'EISDIR'].includes(errorCode(error) ?? '')) return undefined
    throw error
  }
}

/** An error while content is staged, such as a full disk, leaves nothing behind. */
function stageOrUndo(disk: Disk, state: StatePaths, plan: Plan, before: Recovery, progress: Progress): Journal {
  try {
    return stage(disk, state, plan, progress)
  } catch (error) {
    try {
      // A journal of a run before this one says that the folder is a mix: it stays until it is one no more.
      if (before !== 'unfinished') removeIfThere(disk, state.journal)
      clearStage(disk, state)
    } catch {
      // The next run does it; the first error is the one to tell.
    }
    throw error
  }
}

function makeFolders(disk: Disk, folder: string): void {
  if (disk.look(folder) !== undefined) return
  makeFolders(disk, dirname(folder))
  try {
    disk.makeFolder(folder)
  } catch (error) {
    if (errorCode(error) !== 'EEXIST') throw error
  }
}
