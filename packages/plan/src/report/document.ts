import type { Plan } from '../model.ts'

/** A plan with what it was made of. */
export interface PlanReport extends Plan {
  /** Revisions, as people call them. */
  readonly before: string
  readonly after: string
  /** What can't be told, and why: one sentence each. */
  readonly notes: readonly string[]
}

/** What stands at the top of the JSON. A change that old readers would misread is another version. */
const format = { format: 'homelab-plan', version: 1 } as const

/** The plan, for programs: `packages/plan/schema/plan.schema.json` describes it. */
export function planDocument(report: PlanReport): typeof format & PlanReport {
  const { before, after, steps, tests, without, notes } = report
  return { ...format, before, after, steps, tests, without, notes }
}
