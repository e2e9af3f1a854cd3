/** What is rendered against what ran, field by field, each difference with what explains it. Loads no renderer. */

export { pathText } from '@homelab/changes/fields'
export type { Comparison } from './compare.ts'
export {
  type ApplicationComparison,
  applicationFiles,
  compareApplication,
  compareDelivered,
  type GroupInCluster,
} from './groups.ts'
export { isManifest, type Json, type Manifest } from './json.ts'
export type { Seen } from './seen.ts'
