/** Runs other programs: the one way to do it. What they said is reported with the command and its exit code. */
export * from './installed.ts'
export * from './quoted.ts'
export type { Ran } from './ran.ts'
export * from './run.ts'
export * from './ssh.ts'
