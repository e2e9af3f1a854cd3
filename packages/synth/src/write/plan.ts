import type { Finding } from '@homelab/estate/model'
import type { Disk } from '../disk/disk.ts'
import type { TreeFile } from '../tree.ts'
import { type Journal, readJournal } from './journal.ts'
import { type ManifestEntry, modeOf, printManifest, sha256 } from './manifest.ts'
import { readManifest } from './manifest-file.ts'
import { type Owned, ownership } from './ownership.ts'
import { planRemovals, type Removal } from './removals.ts'
import { statePaths } from './state.ts'
import { Survey } from './survey.ts'
import { compare, type Write } from './writes.ts'

/** The way from what lies in the out folder to what is rendered; nothing of it is done yet. */
export interface Plan {
  readonly writes: readonly Write[]
  readonly removals: readonly Removal[]
  /** Files to be removed that are gone already; folders that this left empty go too. */
  readonly gone: readonly string[]
  readonly unchanged: readonly TreeFile[]
  /** The new manifest. */
  readonly manifest: string
  /** Whether it differs from the one that lies there. */
  readonly manifestChanged: boolean
  /** Why the plan cannot be carried out. */
  readonly findings: readonly Finding[]
  /** A run before was interrupted and the out folder may be a mix of two. */
  readonly unfinished: boolean
}

/**
 * Compares the out folder with the tree, by content: whatever happened to it since the last run is seen.
 *
 * @param out the out folder, absolute; it need not exist
 * @param files the tree's files
 */
export function makePlan(disk: Disk, out: string, files: readonly TreeFile[]): Plan {
  const journal = readJournal(disk, statePaths(out))
  const read = readManifest(disk, out)
  const owned = ownership(read.manifest, usable(journal))
  const survey = new Survey(disk, out)
  const removals = planRemovals(survey, obsolete(owned, files), files)
  const doomed = new Set([...removals.doomed.map(({ path }) => path), ...removals.gone])
  const findings: Finding[] = [...read.findings, ...removals.findings]
  const writes: Write[] = []
  const unchanged: TreeFile[] = []
  const entries: ManifestEntry[] = []
  for (const file of files) {
    const bytes = Buffer.from(file.content)
    const hash = sha256(bytes)
    entries.push({ path: file.path, target: file.target, mode: modeOf(file.executable), sha256: hash })
    const result = compare(survey, { file, bytes, hash }, owned.get(file.path), doomed)
    if (result === 'same') unchanged.push(file)
    else if ('code' in result) findings.push(result)
    else writes.push(result)
  }
  const manifest = printManifest(entries)
  return {
    writes,
    removals: removals.doomed,
    gone: removals.gone,
    unchanged,
    manifest,
    manifestChanged: manifest !== read.text,
    findings,
    unfinished: journal !== undefined,
  }
}

/** Whether the out folder already is what is rendered. */
export function isDone(plan: Plan): boolean {
  return !plan.unfinished && !plan.manifestChanged && plan.writes.length === 0 && plan.removals.length === 0
}

function usable(journal: Journal | 'damaged' | undefined): Journal | undefined {
  return journal === 'damaged' ? undefined : journal
}

function obsolete(owned: ReadonlyMap<string, Owned>, files: readonly TreeFile[]): Owned[] {
  const wanted = new Set(files.map(({ path }) => path))
  return [...owned.values()].filter(({ path }) => !wanted.has(path))
}
