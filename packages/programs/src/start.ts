/**
 * Starts a program at once, before anything else is imported: loading execa takes longer than the program that is to
 * work meanwhile would have to wait for. For programs that read nothing and print little; all others are for `run`.
 */
import { spawn } from 'node:child_process'
import { quoted } from './quoted.ts'
import { ended, type Ran } from './ran.ts'

export interface StartOptions {
  /** Absolute. */
  readonly cwd: string
  /** Ended after so long. */
  readonly timeoutMs: number
  /** Besides this process's own variables. */
  readonly env?: Readonly<Record<string, string>>
}

/** It runs when this returns. Never rejects: see `problem`. */
export function start(
  program: string,
  args: readonly string[],
  { cwd, timeoutMs, env = {} }: StartOptions,
): Promise<Ran> {
  const child = spawn(program, args, { cwd, env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] })
  const said = { stdout: '', stderr: '' }
  for (const stream of ['stdout', 'stderr'] as const) {
    child[stream].setEncoding('utf8').on('data', (text: string) => {
      said[stream] += text
    })
  }
  let late = false
  const end = (): boolean => child.kill('SIGKILL')
  const timer = setTimeout(() => {
    late = end()
  }, timeoutMs).unref()
  // Whoever ends this process ends what it started.
  process.once('exit', end)
  const { promise, resolve } = Promise.withResolvers<Ran>()
  const done = (exitCode: number | null, signal?: string | null, error?: NodeJS.ErrnoException): void => {
    clearTimeout(timer)
    process.removeListener('exit', end)
    const how = { exitCode: exitCode ?? undefined, signal: signal ?? undefined, code: error?.code }
    const timedOutMs = late ? timeoutMs : undefined
    resolve(ended({ program, command: quoted(program, ...args), ...said, ...how, timedOutMs }))
  }
  child.once('error', error => done(null, null, error))
  child.once('close', done)
  return promise
}
