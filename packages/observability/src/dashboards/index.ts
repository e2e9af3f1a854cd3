export { type Difference, differences } from './differences.ts'
export * from './specs.ts'
