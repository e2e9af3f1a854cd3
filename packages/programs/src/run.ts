import type { Readable } from 'node:stream'
import { present } from '@homelab/formats/present'
import { execa } from 'execa'
import { ended, type Ran } from './ran.ts'

/** What a program printed last may still be on its way when it has ended. */
const LEFT_BEHIND_MS = 300

export interface RunOptions {
  /** Given on standard input; nothing by default. Secrets go this way: a command line is seen by every user. */
  readonly input?: string
  /** Besides this process's own. */
  readonly env?: Readonly<Record<string, string | undefined>>
  /** Absolute. */
  readonly cwd?: string
  /** Ended after so long. */
  readonly timeoutMs?: number
  /** Ends it early. */
  readonly signal?: AbortSignal
  /** Called with what it prints, while it runs. */
  readonly show?: (text: string) => void
}

/** Runs a program found on PATH, or by its absolute path. Never throws: see `problem`. */
export async function run(program: string, args: readonly string[], options: RunOptions = {}): Promise<Ran> {
  const { input = '', env = {}, cwd, timeoutMs, signal: early, show } = options
  const child = execa(program, args, {
    input,
    env,
    reject: false,
    ...present({ cwd, timeout: timeoutMs, cancelSignal: early }),
  })
  if (show !== undefined) {
    child.stdout.on('data', data => show(String(data)))
    child.stderr.on('data', data => show(String(data)))
  }
  child.nodeChildProcess.once('exit', () => setTimeout(hangUp, LEFT_BEHIND_MS, child).unref())
  const { escapedCommand: command, exitCode, stdout, stderr, timedOut, code, signal } = await child
  const timedOutMs = timedOut ? timeoutMs : undefined
  return ended({ program, command, exitCode, stdout, stderr, code, signal, timedOutMs })
}

/** Whoever the program left behind (ssh does, as a master for others) holds its pipes, which would never end. */
function hangUp({ stdout, stderr }: { readonly stdout: Readable; readonly stderr: Readable }): void {
  stdout.destroy()
  stderr.destroy()
}
