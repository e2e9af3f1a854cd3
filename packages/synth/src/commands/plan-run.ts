import { formatPlan, markdownOf, type PlanReport, planDocument } from '@homelab/plan'
import type { ExitCode } from '../cli/command.ts'
import type { Context } from '../cli/context.ts'
import { planned } from '../rollout.ts'
import { printJson } from './print-json.ts'
import { askedRevisions, type RevisionValues } from './revisions.ts'

interface Values extends RevisionValues {
  readonly 'exit-code': boolean
}

/** `plan`: the rollout of what changed between two revisions. */
export async function showPlan(values: Values, context: Context): Promise<ExitCode> {
  const { json, markdown } = values
  const { before, after, parts, note, bad } = await askedRevisions(values, context)
  const { plan: made, after: is, notes } = await planned(before, after, parts)
  context.progress.clear()
  const report: PlanReport = { ...made, before: before.title, after: after.title, notes: [...note, ...notes] }
  context.out.write(
    json ? printJson(planDocument(report)) : markdown ? markdownOf(report, is) : formatPlan(report, is, context.paint),
  )
  const isBad = made.steps.some(({ dangers }) => dangers.some(({ danger }) => bad.has(danger)))
  return isBad || (values['exit-code'] && made.steps.length > 0) ? 1 : 0
}
