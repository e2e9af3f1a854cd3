import type { LaunchdQuestion } from '../check.ts'
import { type Answer, down, unknown, up } from './answer.ts'
import type { Asking } from './asking.ts'

/** launchctl(1) has no code of its own for it; `launchctl error 113` says "Could not find specified service". */
const NOT_LOADED = 113

/** What launchctl prints of one job. */
interface Job {
  readonly process?: string
  /** As wait(2) gives it, or already taken apart. */
  readonly exitCode?: number
  readonly signal?: number
}

/** A job of the user is looked up by its label alone; one of root by its domain, which everybody may read. */
export async function askLaunchd({ on, label, root, runs }: LaunchdQuestion, { machines }: Asking): Promise<Answer> {
  const said = root
    ? await machines.ask(on, 'launchctl', 'print', `system/${label}`)
    : await machines.ask(on, 'launchctl', 'list', label)
  if ('problem' in said) return unknown(said.problem)
  const { exitCode, stdout, problem = '' } = said.ran
  if (exitCode === NOT_LOADED) return down('not loaded')
  if (exitCode !== 0) return unknown(problem)
  const job = root ? printed(stdout, label) : listed(stdout, label)
  return job === undefined ? unknown('launchctl answers with something else than the job') : judge(job, runs)
}

function judge({ process, exitCode = 0, signal }: Job, runs: boolean): Answer {
  if (process !== undefined) return up(`process ${process}`)
  const ended = signal === undefined ? `exit code ${exitCode}` : `signal ${signal}`
  if (runs) return down(`loaded, but not running; it ended with ${ended}`)
  return exitCode === 0 && signal === undefined
    ? up('loaded; its last run ended well')
    : down(`its last run ended with ${ended}`)
}

/** `launchctl list LABEL`: a dictionary in the old property-list format. */
function listed(text: string, label: string): Job | undefined {
  if (!text.includes(`"Label" = "${label}";`)) return undefined
  const process = /^\t"PID" = (\d+);$/m.exec(text)?.[1]
  const status = Number(/^\t"LastExitStatus" = (\d+);$/m.exec(text)?.[1] ?? 0)
  const signal = status & 0x7f
  return {
    ...(process === undefined ? {} : { process }),
    ...(signal === 0 ? { exitCode: status >> 8 } : { signal }),
  }
}

/** `launchctl print system/LABEL`, whose words differ with the version: only what has stayed is read. */
function printed(text: string, label: string): Job | undefined {
  if (!text.startsWith(`system/${label} = {`)) return undefined
  const process = /^\tpid = (\d+)$/m.exec(text)?.[1]
  const exitCode = /^\tlast exit code = (\d+)/m.exec(text)?.[1]
  const signal = /^\tlast terminating signal = .*?(\d+)$/m.exec(text)?.[1]
  return {
    ...(process === undefined ? {} : { process }),
    ...(exitCode === undefined ? {} : { exitCode: Number(exitCode) }),
    ...(signal === undefined ? {} : { signal: Number(signal) }),
  }
}
