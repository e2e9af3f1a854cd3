export * from './changes.ts'
export * from './fault.ts'
export * from './faults.ts'
