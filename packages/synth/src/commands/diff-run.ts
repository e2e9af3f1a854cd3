import { relative, sep } from 'node:path'
import { formatChanges, markdownOf, type Report, repeats } from '@homelab/changes'
import type { Part } from '@homelab/estate/model'
import type { ExitCode } from '../cli/command.ts'
import type { Context } from '../cli/context.ts'
import { compared } from '../diff/compared.ts'
import { changesDocument } from '../diff/document.ts'
import { kept } from '../diff/kept.ts'
import { laidToCauses } from '../diff/laid.ts'
import type { Revision } from '../diff/revision.ts'
import type { EstateFile } from '../load.ts'
import { printJson } from './print-json.ts'
import { askedRevisions, type RevisionValues } from './revisions.ts'

interface Values extends RevisionValues {
  readonly all: boolean
  readonly 'exit-code': boolean
  readonly 'no-causes': boolean
}

/** `diff`: what changed between two revisions. */
export async function showDiff(values: Values, context: Context): Promise<ExitCode> {
  const { all, json, markdown } = values
  const { file, before, after, parts, note, bad } = await askedRevisions(values, context)
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
