import type { Readable } from 'node:stream'
import { execa } from 'execa'

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
  /** Called with what it prints, while it runs. */
  readonly show?: (text: string) => void
}

/** How a program ended. */
export interface Ran {
  /** The command line, as a person would type it. */
  readonly command: string
  /** Absent: it never ran, or was ended. */
  readonly exitCode?: number
  readonly stdout: string
  readonly stderr: string
  /** Why it failed, one clause; absent where it ended with exit code 0. */
  readonly problem?: string
}

/** Runs a program found on PATH, or by its absolute path. Never throws: see `problem`. */
export async function run(program: string, args: readonly string[], options: RunOptions = {}): Promise<Ran> {
  const { input = '', env = {}, cwd, timeoutMs, show } = options
  const child = execa(program, args, {
    input,
    env,
    reject: false,
    ...(cwd === undefined ? {} : { cwd }),
    ...(timeoutMs === undefined ? {} : { timeout: timeoutMs }),
  })
  if (show !== undefined) {
    child.stdout.on('data', data => show(String(data)))
    child.stderr.on('data', data => show(String(data)))
  }
  child.nodeChildProcess.once('exit', () => setTimeout(hangUp, LEFT_BEHIND_MS, child).unref())
  const { escapedCommand: command, exitCode, stdout, stderr, timedOut, code, signal } = await child
  const ran = { command, stdout, stderr }
  if (code === 'ENOENT') return { ...ran, problem: `${program} is not installed here` }
  if (timedOut) return { ...ran, problem: `no answer from ${program} within ${(timeoutMs ?? 0) / 1000} s` }
  if (exitCode === undefined)
    return { ...ran, problem: `${program} was ended${signal === undefined ? '' : ` by ${signal}`}` }
  if (exitCode === 0) return { ...ran, exitCode }
  const said = lastLine(stderr) ?? lastLine(stdout)
  return {
    ...ran,
    exitCode,
    problem: `${program} ended with exit code ${exitCode}${said === undefined ? '' : `: ${said}`}`,
  }
}

/** Whoever the program left behind (ssh does, as a master for others) holds its pipes, which would never end. */
function hangUp({ stdout, stderr }: { readonly stdout: Readable; readonly stderr: Readable }): void {
  stdout.destroy()
  stderr.destroy()
}

function lastLine(text: string): string | undefined {
  return text.trim().split('\n').at(-1)?.trim() || undefined
}
