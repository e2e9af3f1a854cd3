import type { Finding } from '@homelab/estate/model'
import type { ExitCode } from '../cli/command.ts'
import type { Context } from '../cli/context.ts'
import { realDisk } from '../disk/real-disk.ts'
import { thisProcess } from '../disk/this-process.ts'
import { reportFindings } from '../findings-report.ts'
import { isOpen } from '../render.ts'
import { formatTable, type TableRow, tableRows } from '../table.ts'
import type { Plan } from '../write/plan.ts'
import type { Recovery } from '../write/recover.ts'
import { strays } from '../write/strays.ts'
import { recoverOut, writeTree } from '../write/write.ts'
import { type SynthRequest, shown, typesWereNotChecked } from './estate-option.ts'
import { openEstate } from './open-estate.ts'
import { printJson } from './print-json.ts'

/** How a run ended; also its JSON. */
interface Outcome {
  /** Whether the out folder now is what the estate renders. */
  readonly ok: boolean
  /** What was found of a run before. */
  readonly recovery: Recovery
  readonly targets: readonly TableRow[]
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
  const report = (): string => format(outcome, shown(out, context), context) + typesWereNotChecked(types, context)
  context.out.write(json ? printJson({ ...outcome, types }) : report())
  return outcome.ok ? 0 : 1
}

async function write({ file, out, types }: SynthRequest, context: Context): Promise<Outcome> {
  const target = { disk: realDisk, out, owner: thisProcess() }
  const recovery = recoverOut(target)
  const { files, timings, findings, stopped } = await openEstate(file, types, context)
  const failed = { ok: false, recovery, targets: [], edited: [], strays: [], stopped }
  if (findings.some(isOpen)) return { ...failed, findings }
  const plan = writeTree(target, files, (what, done, of) => context.progress.show(`${what} ${done} of ${of} files`))
  if (plan.findings.length > 0) return { ...failed, findings: [...findings, ...plan.findings] }
  const outcome = { targets: tableRows(plan, timings), edited: editedPaths(plan), strays: strays(realDisk, out, files) }
  return { ok: true, recovery, ...outcome, findings, stopped }
}

function editedPaths(plan: Plan): string[] {
  return plan.writes.filter(({ why }) => why === 'edited').map(({ file }) => file.path)
}

function format(outcome: Outcome, folder: string, context: Context): string {
  const { ok, recovery, targets, edited, findings, stopped } = outcome
  const { now, paint } = context
  const recovered = RECOVERED[recovery] === '' ? [] : [paint('yellow', `${folder}/: ${RECOVERED[recovery]}`)]
  const report = findings.length === 0 ? [] : [reportFindings(findings, paint, stopped).trimEnd()]
  const foreign = outcome.strays.map(path => paint('yellow', `${folder}/${path} is rendered by nothing; it stays`))
  const over = edited.map(path => paint('yellow', `${folder}/${path} was edited by hand, and is written over`))
  if (!ok) return [...recovered, ...report, `${folder}/ is left as it was`, ''].join('\n')
  const done = `${folder}/ is what the estate renders, after ${Math.round(now())} ms (with Node's start)`
  return [...recovered, ...report, formatTable(targets).trimEnd(), ...over, ...foreign, done, ''].join('\n')
}

const RECOVERED: Readonly<Record<Recovery, string>> = {
  nothing: '',
  undone: 'a run before was interrupted before it changed anything; what it had staged is removed',
  finished: 'a run before was interrupted; its work is finished now',
  unfinished: 'a run before was interrupted and its files have changed since; this one sets them right',
}
