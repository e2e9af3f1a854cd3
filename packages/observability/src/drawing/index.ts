/** What dashboards are drawn with: panels, queries, the frame around them. Loads no library. */
export { type Frame, framed, type VariableProps, variable } from './frame.ts'
export type { Dashboard, Panel, Row, Variable } from './model.ts'
export * from './panels.ts'
export { quantile, summedRate } from './promql.ts'
export { logql, prom, promNow, promTable, type Query } from './queries.ts'
export { matching, oneOf, quoted, type Selector } from './selector.ts'
