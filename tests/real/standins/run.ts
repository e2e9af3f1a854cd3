/** Runs one stand-in for the tests of the stand-ins themselves. */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { execa } from 'execa'
import { onTestFinished } from 'vitest'
import { findProgram, skipped } from '../tools.ts'
import { type StandIns, standIns } from './standins.ts'

/** Whether the stand-ins can run here; says so when not. */
export const runnable = findProgram('python3') !== undefined || skipped('python3') === ''

export interface Scene extends StandIns {
  readonly folder: string
  readonly home: string
  /** Runs a stand-in by name, or any program by its absolute path. */
  run(tool: string, args: readonly string[], options?: RunOptions): Promise<Answer>
}

interface RunOptions {
  readonly input?: string
  readonly env?: NodeJS.ProcessEnv
}

interface Answer {
  readonly code: number | undefined
  readonly out: string
  readonly err: string
}

/** A scratch folder with a home, gone after the test. */
export function scene(): Scene {
  const folder = mkdtempSync(join(tmpdir(), 'standins-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const home = join(folder, 'home')
  mkdirSync(home)
  const ours = standIns(folder, home)
  return {
    ...ours,
    folder,
    home,
    async run(tool, args, { input = '', env = {} } = {}) {
      const done = await execa(resolve(import.meta.dirname, 'bin', tool), args, {
        input,
        reject: false,
        env: { ...ours.env, ...env },
      })
      return { code: done.exitCode, out: done.stdout, err: done.stderr }
    },
  }
}
