/** The parts of the command line that tests and benchmarks use without it. */
export { assemble } from './assemble.ts'
export { estateFile, isEstate, loadEstate, unlistedFiles } from './load.ts'
export { allProjections, loadProjections } from './projections.ts'
export { renderEstate, renderTargets } from './render.ts'
export type { TreeFile } from './tree.ts'
export { attempt } from './types/attempt.ts'
export { withoutTypes } from './types/with-types.ts'
export { writeTree } from './write/write.ts'
