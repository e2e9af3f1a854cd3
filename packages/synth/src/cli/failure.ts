import { errorCode, Stopped } from '../disk/errors.ts'
import { type ExitCode, UsageError } from './command.ts'

/** How an error ends the process: what the person reads, and the exit code. */
export interface Failure {
  readonly text: string
  readonly code: ExitCode
}

/** What to do about the disk's errors (errno(3)). */
const FIXES: Readonly<Record<string, string>> = {
  ENOSPC: 'free some space on that disk',
  EDQUOT: 'free some of your quota on that disk',
  EROFS: 'the disk is mounted read-only: choose another folder with --out',
  EACCES: 'let your user read and write there',
  EPERM: 'let your user read and write there',
  EIO: 'look at the health of that disk',
  EMFILE: 'close programs, or raise `ulimit -n`',
  ENFILE: 'close programs, or raise `ulimit -n`',
  ENOTDIR: 'a file lies where a folder is needed: move it away',
  ENOENT: 'something was removed meanwhile',
}

export function describeFailure(error: unknown): Failure {
  if (error instanceof UsageError) return { text: `${error.message}; --help says more`, code: 2 }
  if (error instanceof Stopped) return { text: `${error.message}; ${error.fix}`, code: 3 }
  const code = errorCode(error)
  if (error instanceof Error && code !== undefined && 'syscall' in error) {
    const path = 'path' in error && typeof error.path === 'string' ? ` ${error.path}` : ''
    const fix = FIXES[code] ?? 'see errno(3)'
    return { text: `cannot ${String(error.syscall)}${path} (${code}); ${fix}, and run again`, code: 3 }
  }
  const message = error instanceof Error ? error.message : String(error)
  const fault = 'this is a fault of the program, or of a source that `mise run test` refuses; DEBUG=1 shows where'
  return { text: `${message}; ${fault}`, code: 3 }
}
