/** Starts programs: for commands alone. */
export { readByHand } from './adopt.ts'
export * from './all.ts'
export * from './control-plane.ts'
export * from './files.ts'
export * from './kubelet.ts'
export * from './programs.ts'
export * from './rehearse.ts'
export type { Ran } from './sandbox.ts'
