export * from './part.ts'
export * from './runs.ts'
export * from './step.ts'
export * from './unknown.ts'
