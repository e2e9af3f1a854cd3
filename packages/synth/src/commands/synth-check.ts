import type { Finding } from '@homelab/estate/model'
import type { ExitCode } from '../cli/command.ts'
import type { Context } from '../cli/context.ts'
import { type Difference, differences } from '../differences.ts'
import { reportFindings } from '../findings-report.ts'
import { isOpen } from '../render.ts'
import { halfWritten, readList, toEnd } from '../write/list.ts'
import { makePlan } from '../write/plan.ts'
import { type SynthRequest, shown, typesWereNotChecked } from './estate-option.ts'
import { openEstate } from './open-estate.ts'
import { printJson } from './print-json.ts'

interface Comparison {
  readonly ok: boolean
  /** A run was interrupted, or is at work: the folder may be a mix of two. */
  readonly unfinished: boolean
  readonly differences: readonly Difference[]
  readonly findings: readonly Finding[]
  /** Targets that could not be rendered for what the findings tell of. */
  readonly stopped: readonly string[]
}

/** `synth --check`: compares, writes nothing. */
export async function checkOut(request: SynthRequest, context: Context): Promise<ExitCode> {
  const comparison = await compare(request, context)
  context.progress.clear()
  const { ok, unfinished, findings, stopped } = comparison
  const { types } = request
  if (request.json) {
    const named = comparison.differences.map(({ path, what }) => ({ path, what }))
    context.out.write(printJson({ ok, unfinished, differences: named, findings, stopped, types }))
  } else {
    context.out.write(await format(comparison, shown(request.out, context), context))
    context.out.write(typesWereNotChecked(types, context))
  }
  return ok ? 0 : 1
}

async function compare({ file, out, types }: SynthRequest, context: Context): Promise<Comparison> {
  const { files, findings, stopped } = await openEstate(file, types, context)
  if (findings.some(isOpen))
    return { ok: false, unfinished: readList(out).unfinished, differences: [], findings, stopped }
  const plan = makePlan(out, files)
  const found = differences(out, plan)
  const foreign = plan.strays.map(stray)
  return {
    ok: plan.findings.length === 0 && foreign.length === 0 && found.length === 0,
    unfinished: plan.before.unfinished,
    differences: found,
    findings: [...findings, ...plan.findings, ...foreign],
    stopped,
  }
}

function stray(path: string): Finding {
  return {
    code: 'foreign-file',
    where: { subject: path },
    problem: 'nothing renders this file, and what reads the folder takes it for rendered',
    fix: 'delete it, or keep it elsewhere',
  }
}

async function format(comparison: Comparison, folder: string, { paint }: Context): Promise<string> {
  const { ok, unfinished, differences: found, findings, stopped } = comparison
  const report = findings.length === 0 ? [] : [reportFindings(findings, paint, { stopped }).trimEnd()]
  if (ok) return [...report, `${folder}/ is what the estate renders`, ''].join('\n')
  const diff = found.length === 0 ? '' : (await import('../diff-text.ts')).formatDiff(found, folder)
  return [
    ...(diff === '' ? [] : [colour(diff, paint).trimEnd()]),
    ...report,
    ...(unfinished ? [`${halfWritten(folder)}; ${toEnd(folder)}`] : []),
    ...(found.length === 0
      ? []
      : [`${count(found)} from what the estate renders; run \`mise run synth\` and commit ${folder}/`]),
    '',
  ].join('\n')
}

function count(found: readonly Difference[]): string {
  return `${found.length} ${found.length === 1 ? 'file differs' : 'files differ'}`
}

function colour(diff: string, paint: Context['paint']): string {
  return diff
    .split('\n')
    .map(line => {
      if (/^(---|\+\+\+) /.test(line)) return paint('bold', line)
      if (line.startsWith('+')) return paint('green', line)
      return line.startsWith('-') ? paint('red', line) : line
    })
    .join('\n')
}
