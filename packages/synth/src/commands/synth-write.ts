import type { Change, Finding } from '@homelab/estate/model'
import type { ExitCode } from '../cli/command.ts'
import type { Context } from '../cli/context.ts'
import { printable } from '../cli/printable.ts'
import { wrapped } from '../columns.ts'
import { reportFindings } from '../findings-report.ts'
import { isOpen } from '../render.ts'
import { formatTable, type TableRow, tableRows } from '../table.ts'
import { halfWritten, readList } from '../write/list.ts'
import type { Plan } from '../write/plan.ts'
import { writeTree } from '../write/write.ts'
import { type SynthRequest, shown, typesWereNotChecked } from './estate-option.ts'
import { openEstate } from './open-estate.ts'
import { printJson } from './print-json.ts'

/** How a run ended; also its JSON. */
interface Outcome {
  /** Whether the out folder now is what the estate renders. */
  readonly ok: boolean
  /** Whether a run before was interrupted: this one ended it, where it wrote. */
  readonly interrupted: boolean
  readonly targets: readonly TableRow[]
  /** What is dangerous in what was written, of what lay there before; what only restarts is left out. */
  readonly dangerous: readonly Change[]
  /** Files that somebody edited since the last run, written over. */
  readonly edited: readonly string[]
  /** Files that nothing renders and synth did not write; they stay. */
  readonly strays: readonly string[]
  readonly findings: readonly Finding[]
  /** Targets that could not be rendered for what the findings tell of. */
  readonly stopped: readonly string[]
}

/** `synth`: renders, writes what changed, shows the table. */
export async function writeOut(request: SynthRequest, context: Context): Promise<ExitCode> {
  const outcome = await write(request, context)
  context.progress.clear()
  const { types, json, out } = request
  const report = async (): Promise<string> =>
    (await format(outcome, shown(out, context), context)) + typesWereNotChecked(types, context)
  context.out.write(json ? printJson({ ...outcome, types }) : await report())
  return outcome.ok ? 0 : 1
}

async function write({ file, out, types }: SynthRequest, context: Context): Promise<Outcome> {
  const { files, timings, findings, stopped } = await openEstate(file, types, context)
  const failed = {
    ok: false,
    interrupted: readList(out).unfinished,
    targets: [],
    edited: [],
    strays: [],
    dangerous: [],
    stopped,
  }
  if (findings.some(isOpen)) return { ...failed, findings }
  const before = readList(out).text === '' ? undefined : (await import('../disk/read.ts')).renderedIn(out)
  const plan = writeTree({ out }, files, (what, done, of) => context.progress.show(`${what} ${done} of ${of} files`))
  if (plan.findings.length > 0) return { ...failed, findings: [...findings, ...plan.findings] }
  const isOther = plan.writes.length > 0 || plan.removals.length > 0
  const dangerous =
    before === undefined || !isOther
      ? []
      : await (await import('../diff/written.ts')).dangersWritten(before, files, file)
  const outcome = { targets: tableRows(plan, timings), edited: editedPaths(plan), strays: plan.strays, dangerous }
  return { ok: true, interrupted: plan.before.unfinished, ...outcome, findings, stopped }
}

function editedPaths(plan: Plan): string[] {
  return plan.writes.filter(({ why }) => why === 'edited').map(({ file }) => file.path)
}

async function format(outcome: Outcome, folder: string, context: Context): Promise<string> {
  const { ok, interrupted, targets, edited, findings, stopped } = outcome
  const { now, paint } = context
  const report = findings.length === 0 ? [] : [reportFindings(findings, paint, { stopped }).trimEnd()]
  const foreign = outcome.strays.map(path =>
    paint('yellow', `${folder}/${printable(path)} is rendered by nothing; it stays`),
  )
  const over = edited.map(path => paint('yellow', `${folder}/${path} was edited by hand, and is written over`))
  const state = interrupted ? halfWritten(folder) : `${folder}/ is left as it was`
  if (!ok) return [...report, state, ''].join('\n')
  const recovered = interrupted
    ? [paint('yellow', `${folder}/: a run before was interrupted; its work is done now`)]
    : []
  const done = `${folder}/ is what the estate renders, after ${Math.round(now())} ms (with Node's start)`
  const dangers = outcome.dangerous.length === 0 ? [] : await dangerLines(outcome.dangerous, paint)
  const more = dangers.length === 0 ? [] : [...dangers, 'before it is rolled out, see `mise run diff`']
  return [...recovered, ...report, formatTable(targets).trimEnd(), ...over, ...foreign, ...more, done, ''].join('\n')
}

async function dangerLines(changes: readonly Change[], paint: Context['paint']): Promise<readonly string[]> {
  const { changeText } = await import('@homelab/changes')
  return changes.map(({ danger = 'cosmetic', why = '', ...change }) => {
    const colour = danger === 'stops' ? 'yellow' : 'red'
    return wrapped(`${paint(colour, danger)} ${change.system} ${changeText(change, 60)}: ${why}`).join('\n  ')
  })
}
