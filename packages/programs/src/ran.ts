import { notInstalled } from './installed.ts'

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

/** What is known of a program that has ended, or never ran. */
export interface Ending extends Omit<Ran, 'exitCode' | 'problem'> {
  readonly program: string
  readonly exitCode: number | undefined
  /** Of the system: `ENOENT`. */
  readonly code: string | undefined
  readonly signal: string | undefined
  /** Where it was ended for taking so long. */
  readonly timedOutMs: number | undefined
}

/** Says why a program failed. */
export function ended({ program, exitCode, code, signal, timedOutMs, ...ran }: Ending): Ran {
  if (code === 'ENOENT') return { ...ran, problem: notInstalled([program]) }
  if (timedOutMs !== undefined) return { ...ran, problem: `no answer from ${program} within ${timedOutMs / 1000} s` }
  if (exitCode === undefined)
    return { ...ran, problem: `${program} was ended${signal === undefined ? '' : ` by ${signal}`}` }
  if (exitCode === 0) return { ...ran, exitCode }
  const said = lastLine(ran.stderr) ?? lastLine(ran.stdout)
  const words = said === undefined ? '' : `: ${said}`
  return { ...ran, exitCode, problem: `${program} ended with exit code ${exitCode}${words}` }
}

function lastLine(text: string): string | undefined {
  return text.trim().split('\n').at(-1)?.trim() || undefined
}
