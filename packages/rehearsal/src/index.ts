/** A rehearsal: what is rendered is installed on a real control plane, by the rendered guide. Starts no program itself. */
export * from './answers.ts'
export * from './applications.ts'
export * from './explained.ts'
export * from './guide.ts'
export * from './outcome.ts'
export type { Program } from './stub.ts'
