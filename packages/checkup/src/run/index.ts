/** Asks a running estate: the only part with sockets, programs and a clock. */
export * from './answer.ts'
export type { AskingOptions } from './asking.ts'
export { Clusters } from './clusters.ts'
export { OUTSIDE } from './names.ts'
export * from './run-checks.ts'
