import { type Danger, dangers, type Part } from '@homelab/estate/model'
import { didYouMean } from '@homelab/estate/nearest'
import { UsageError } from '../cli/command.ts'
import type { Context } from '../cli/context.ts'
import { committed, type Folders, type Revision, workingTree } from '../diff/revision.ts'
import { type EstateFile, isEstate, loadEstate } from '../load.ts'
import { findEstate, findOut, shown } from './estate-option.ts'

export interface RevisionValues {
  readonly revision: string | undefined
  readonly json: boolean
  readonly markdown: boolean
  readonly 'fail-on': string | undefined
  readonly estate: string | undefined
  readonly out: string | undefined
}

/** Both revisions, and what their estates are made of. */
export interface AskedRevisions {
  readonly file: EstateFile
  readonly before: Revision
  readonly after: Revision
  readonly parts: readonly Part[]
  /** What can't be told, and why. */
  readonly note: readonly string[]
  /** The dangers that are a failure. */
  readonly bad: ReadonlySet<Danger>
}

/** @throws UsageError where what is asked for contradicts itself, or is not there */
export async function askedRevisions(values: RevisionValues, context: Context): Promise<AskedRevisions> {
  const bad = dangersIn(values['fail-on'])
  if (values.json && values.markdown) throw new UsageError('say --json or --markdown, not both')
  const file = findEstate(values.estate, context)
  const folders = { root: file.root, out: findOut(values.out, file, context) }
  context.progress.show('reading both revisions')
  // Modules are loaded while git reads.
  const asked = Promise.all([revisionsOf(values.revision, folders, context), partsOf(file)])
  const [[before, after], { parts, note }] = await asked
  context.progress.show('comparing')
  return { file, before, after, parts, note, bad }
}

/** @throws UsageError for what is no danger */
function dangersIn(text: string | undefined): ReadonlySet<Danger> {
  const words = text === undefined ? [] : text.split(',').map(word => word.trim())
  const known: readonly string[] = dangers
  const unknown = words.find(word => !known.includes(word))
  if (unknown !== undefined)
    throw new UsageError(
      `--fail-on: ${JSON.stringify(unknown)} is no danger${didYouMean(unknown, known)}; there are ${known.join(', ')}`,
    )
  return new Set(words as Danger[])
}

async function revisionsOf(
  given: string | undefined,
  folders: Folders,
  context: Context,
): Promise<readonly [Revision, Revision]> {
  const [from = '', to] = (given ?? 'HEAD').split('..')
  if (from === '' || to === '') throw new UsageError('say a revision, or two as A..B')
  return Promise.all([
    committed(from, folders),
    to === undefined
      ? workingTree(folders, `${shown(folders.out, context)}/ as it lies there`)
      : committed(to, folders),
  ])
}

/** What the estates of both revisions are made of: today’s parts. */
export async function partsOf(
  file: EstateFile,
): Promise<{ readonly parts: readonly Part[]; readonly note: readonly string[] }> {
  const estate = await loadEstate(file)
  if (isEstate(estate)) return { parts: estate.parts, note: [] }
  return { parts: [], note: [`the estate does not load (${estate.problem}): what parts know of dangers is missing`] }
}
