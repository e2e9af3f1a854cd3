import { relative, sep } from 'node:path'
import { formatChanges, markdownOf, type Report, repeats } from '@homelab/changes'
import { type Danger, dangers, type Part } from '@homelab/estate/model'
import { didYouMean } from '@homelab/estate/nearest'
import { type ExitCode, UsageError } from '../cli/command.ts'
import type { Context } from '../cli/context.ts'
import { compared } from '../diff/compared.ts'
import { changesDocument } from '../diff/document.ts'
import { kept } from '../diff/kept.ts'
import { laidToCauses } from '../diff/laid.ts'
import { committed, type Folders, type Revision, workingTree } from '../diff/revision.ts'
import { type EstateFile, isEstate, loadEstate } from '../load.ts'
import { findEstate, findOut, shown } from './estate-option.ts'
import { printJson } from './print-json.ts'

interface Values {
  readonly revision: string | undefined
  readonly all: boolean
  readonly json: boolean
  readonly markdown: boolean
  readonly 'exit-code': boolean
  readonly 'fail-on': string | undefined
  readonly 'no-causes': boolean
  readonly estate: string | undefined
  readonly out: string | undefined
}

/** `diff`: what changed between two revisions. */
export async function showDiff(values: Values, context: Context): Promise<ExitCode> {
  const { all, json, markdown } = values
  const bad = dangersIn(values['fail-on'])
  if (json && markdown) throw new UsageError('say --json or --markdown, not both')
  const file = findEstate(values.estate, context)
  const folders = { root: file.root, out: findOut(values.out, file, context) }
  context.progress.show('reading both revisions')
  const [before, after] = await revisionsOf(values.revision, folders, context)
  const { parts, note } = await partsOf(file)
  context.progress.show('comparing')
  const found = await compared(before, after, parts)
  const { changes, notes } = values['no-causes']
    ? { changes: found.changes, notes: [] }
    : await withCauses(found.changes, before, after, file, parts, context)
  context.progress.clear()
  const report: Report = {
    ...{ before: before.title, after: after.title, changes, layoutOnly: found.layoutOnly },
    notes: [...note, ...found.notes, ...notes],
  }
  context.out.write(
    json
      ? printJson(changesDocument(report))
      : markdown
        ? markdownOf(report)
        : formatChanges(report, all, context.paint),
  )
  const told = changes.filter(change => change.kind !== 'moved' && !repeats(change))
  const isBad = told.some(({ danger }) => danger !== undefined && bad.has(danger))
  return isBad || (values['exit-code'] && (changes.length > 0 || found.layoutOnly.length > 0)) ? 1 : 0
}

/** @throws UsageError for what is no danger */
export function dangersIn(text: string | undefined): ReadonlySet<Danger> {
  const words = text === undefined ? [] : text.split(',').map(word => word.trim())
  const known: readonly string[] = dangers
  const unknown = words.find(word => !known.includes(word))
  if (unknown !== undefined)
    throw new UsageError(
      `--fail-on: ${JSON.stringify(unknown)} is no danger${didYouMean(unknown, known)}; there are ${known.join(', ')}`,
    )
  return new Set(words as Danger[])
}

export async function revisionsOf(
  given: string | undefined,
  folders: Folders,
  context: Context,
): Promise<readonly [Revision, Revision]> {
  const [from = '', to] = (given ?? 'HEAD').split('..')
  if (from === '' || to === '') throw new UsageError('say a revision, or two as A..B')
  const before = await committed(from, folders)
  const after =
    to === undefined
      ? workingTree(folders, `${shown(folders.out, context)}/ as it lies there`)
      : await committed(to, folders)
  return [before, after]
}

/** What the estates of both revisions are made of: today’s parts. */
export async function partsOf(
  file: EstateFile,
): Promise<{ readonly parts: readonly Part[]; readonly note: readonly string[] }> {
  const estate = await loadEstate(file)
  if (isEstate(estate)) return { parts: estate.parts, note: [] }
  return { parts: [], note: [`the estate does not load (${estate.problem}): what parts know of dangers is missing`] }
}

async function withCauses(
  changes: Report['changes'],
  before: Revision,
  after: Revision,
  file: EstateFile,
  parts: readonly Part[],
  context: Context,
): Promise<Pick<Report, 'changes' | 'notes'>> {
  if (changes.length === 0) return { changes, notes: [] }
  context.progress.show('looking for causes')
  const estate = relative(file.root, file.path).split(sep).join('/')
  const dependence = { repository: context.root, estate, before: before.sources, after: after.sources }
  return laidToCauses(changes, { before, after }, () =>
    kept(
      dependence,
      async () => {
        // What renders takes longest to import, and is asked only where nobody has asked the same before.
        const [{ causesFound }, { sourceTrial }, projections] = await Promise.all([
          import('../diff/found.ts'),
          import('../causes/index.ts'),
          context.projections(),
        ])
        const trial = sourceTrial({ root: file.root, estate, projections })
        return causesFound({ before, after, trial, parts, projections })
      },
      // A sentence says why nothing was found, and of which revision, as it was called.
      found => typeof found !== 'string',
    ),
  )
}
