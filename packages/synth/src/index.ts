/** The parts of the command line that tests and benchmarks use without it. */
export { collect } from './collect.ts'
export { estateFile, isEstate, loadEstate, unlistedFiles } from './load.ts'
export { loadProjections } from './projections.ts'
export { renderEstate } from './render.ts'
export type { TreeFile } from './tree.ts'
