/** What changed between two revisions, and why. */
export { type Compared, compared } from './compared.ts'
export { causesFound } from './found.ts'
export { laidToCauses } from './laid.ts'
export { commitOf, committed, gitFolder, type Revision, workingTree } from './revision.ts'
