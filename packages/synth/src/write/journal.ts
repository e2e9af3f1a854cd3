import { dirname, join } from 'node:path'
import type { Disk } from '../disk/disk.ts'
import { pathProblem } from '../paths.ts'
import { type Mode, modeField } from './manifest.ts'
import { isRecord, listField, textField } from './shape.ts'
import type { StatePaths } from './state.ts'

/**
 * What a run is about to do to the out folder, once all new content is staged beside it. It lies on the disk exactly
 * while the out folder may be a mix of two runs.
 */
export interface Journal {
  readonly writes: readonly JournalWrite[]
  readonly removals: readonly JournalRemoval[]
  /** Of the new manifest. */
  readonly manifest: { readonly sha256: string }
}

interface JournalWrite {
  readonly path: string
  readonly target: string
  readonly mode: Mode
  readonly sha256: string
  /** Of the file that it replaces. */
  readonly before?: string
}

interface JournalRemoval {
  readonly path: string
  readonly sha256: string
}

/** The staged file of the journal's write number `index`. */
export function stagedFile(state: StatePaths, index: number): string {
  return join(state.staged, String(index))
}

export function stagedManifest(state: StatePaths): string {
  return join(state.staged, 'manifest')
}

/** Puts the journal down at once and for good: its whole text survives a power loss, or it is not there. */
export function writeJournal(disk: Disk, state: StatePaths, journal: Journal): void {
  disk.create(state.draft, Buffer.from(`${JSON.stringify(journal)}\n`), false)
  disk.sync(state.draft)
  disk.rename(state.draft, state.journal)
  disk.sync(dirname(state.journal))
}

/** Undefined where no run is unfinished; `damaged` where somebody changed the journal. */
export function readJournal(disk: Disk, state: StatePaths): Journal | 'damaged' | undefined {
  // A link in the place of the folder is not followed: `lock` refuses it before anything is written.
  if (disk.look(state.folder)?.kind !== 'folder') return undefined
  const entry = disk.look(state.journal)
  if (entry === undefined) return undefined
  if (entry.kind !== 'file') return 'damaged'
  const text = disk.read(state.journal).toString()
  try {
    return parseJournal(text)
  } catch {
    return 'damaged'
  }
}

function parseJournal(text: string): Journal {
  const parsed: unknown = JSON.parse(text)
  const manifest = isRecord(parsed) ? parsed['manifest'] : undefined
  return {
    writes: listField(parsed, 'writes').map(write => ({
      path: safePath(write),
      target: textField(write, 'target'),
      mode: modeField(write),
      sha256: textField(write, 'sha256'),
      ...(isRecord(write) && 'before' in write ? { before: textField(write, 'before') } : {}),
    })),
    removals: listField(parsed, 'removals').map(removal => ({
      path: safePath(removal),
      sha256: textField(removal, 'sha256'),
    })),
    manifest: { sha256: textField(manifest, 'sha256') },
  }
}

function safePath(value: unknown): string {
  const path = textField(value, 'path')
  const problem = pathProblem(path)
  if (problem !== undefined) throw new Error(`${JSON.stringify(path)}: ${problem}`)
  return path
}
