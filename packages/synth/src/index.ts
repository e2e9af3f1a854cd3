/** The parts of the command line that tests and benchmarks use without it. */
export { collect } from './collect.ts'
export { realDisk } from './disk/real-disk.ts'
export { thisProcess } from './disk/this-process.ts'
export { estateFile, isEstate, loadEstate, unlistedFiles } from './load.ts'
export { allProjections, loadProjections } from './projections.ts'
export { renderEstate } from './render.ts'
export type { TreeFile } from './tree.ts'
export { writeTree } from './write/write.ts'
