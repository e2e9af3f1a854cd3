/** What is rendered against what ran, field by field, each difference with what explains it. Loads no renderer. */
export { type ApplicationComparison, applicationFiles, compareApplication } from './application.ts'
export type { Comparison } from './compare.ts'
export { isManifest, type Json, type Manifest } from './json.ts'
export { pathText } from './path.ts'
export type { Seen } from './seen.ts'
