/** Why one step comes before another, for whoever asks whether each reason is needed. */
export { planBy } from '../make.ts'
export type { OrderRule } from './edges.ts'
export { rules } from './rules/index.ts'
