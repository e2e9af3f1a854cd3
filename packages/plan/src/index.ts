/** In what order a change is rolled out: pure. */
export { runText, typed } from './commands.ts'
export { plan } from './make.ts'
export type {
  Before,
  CarriedDanger,
  Interruption,
  Plan,
  PlannedStep,
  PlannedTest,
  Watch,
  WayBack,
  Without,
} from './model.ts'
export { type PlanReport, planDocument } from './report/document.ts'
export { markdownOf } from './report/markdown.ts'
export { formatPlan } from './report/terminal.ts'
export { planLines } from './text.ts'
