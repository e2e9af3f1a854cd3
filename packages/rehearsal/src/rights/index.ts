export * from './programs.ts'
export * from './questions.ts'
export * from './right.ts'
export * from './stores.ts'
