export { dashboardDifferences } from './differences.ts'
export * from './specs.ts'
