/** What changed between two revisions, and why. */
export { type Compared, compared } from './compared.ts'
export { laidToCauses } from './laid.ts'
export { committed, type Revision, workingTree } from './revision.ts'
