import { formatPlan, markdownOf, type PlanReport, plan, planDocument } from '@homelab/plan'
import type { ExitCode } from '../cli/command.ts'
import type { Context } from '../cli/context.ts'
import { compared } from '../diff/compared.ts'
import { Stopped } from '../disk/errors.ts'
import { printJson } from './print-json.ts'
import { askedRevisions, type RevisionValues } from './revisions.ts'

interface Values extends RevisionValues {
  readonly 'exit-code': boolean
}

/** `plan`: the rollout of what changed between two revisions. */
export async function showPlan(values: Values, context: Context): Promise<ExitCode> {
  const { json, markdown } = values
  const { before, after, parts, note, bad } = await askedRevisions(values, context)
  const { changes, estates, notes } = await compared(before, after, parts)
  const [was, is] = [estates.before, estates.after]
  context.progress.clear()
  if (was === undefined || is === undefined)
    throw new Stopped(notes.join('; '), 'run synth in that revision, or take one that has estate.json')
  const { evaluatedRules, heartbeatAlert } = await import('@homelab/observability/render')
  // It rings all the time.
  const alerts = evaluatedRules(is).filter(({ alert }) => alert !== heartbeatAlert)
  const made = plan(changes, was, is, parts, alerts)
  const report: PlanReport = { ...made, before: before.title, after: after.title, notes: [...note, ...notes] }
  context.out.write(
    json ? printJson(planDocument(report)) : markdown ? markdownOf(report, is) : formatPlan(report, is, context.paint),
  )
  const isBad = made.steps.some(({ dangers }) => dangers.some(({ danger }) => bad.has(danger)))
  return isBad || (values['exit-code'] && made.steps.length > 0) ? 1 : 0
}
