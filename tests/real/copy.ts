import { join } from 'node:path'
import { execa } from 'execa'
import { root } from '../support/sources.ts'

/** Runs one of the repository's programs in a copy. */
export function inCopy(copy: string, program: string, ...words: readonly string[]): Promise<Ended> {
  return ended(copy, join(root, 'node_modules/.bin', program), words)
}

/** Runs the command line of a copy: its sources, not ours. */
export function synthInCopy(copy: string, ...words: readonly string[]): Promise<Ended> {
  return ended(copy, process.execPath, ['packages/synth/src/start.js', ...words])
}

interface Ended {
  readonly code: number
  readonly said: string
}

async function ended(cwd: string, program: string, words: readonly string[]): Promise<Ended> {
  const { exitCode, all: said } = await execa(program, words, {
    cwd,
    all: true,
    reject: false,
    env: { NO_COLOR: '1', FORCE_COLOR: '0' },
  })
  return { code: exitCode ?? -1, said }
}
