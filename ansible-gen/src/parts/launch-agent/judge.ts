import type { Facts, HostAnswer, Verdict } from '@homelab/estate/model'
import { present } from '@homelab/formats/present'

/** launchctl(1) has no code of its own for it; `launchctl error 113` says "Could not find specified service". */
const NOT_LOADED = 113

/** What launchctl prints of one job. */
interface Job {
  readonly process?: string
  /** As wait(2) gives it, or already taken apart. */
  readonly exitCode?: number
  readonly signal?: number
}

/**
 * What launchctl says of a job: it is loaded, and runs or has run well.
 *
 * `label`, `root` (asked with `print`), and `kept`: it must have a process. Others must only have ended well.
 */
export function judgeLaunchctl({ exitCode, stdout, problem }: HostAnswer, { label, root, kept }: Facts): Verdict {
  if (exitCode === NOT_LOADED) return { state: 'down', detail: 'not loaded' }
  if (exitCode !== 0) return { state: 'unknown', detail: problem }
  const job = root === true ? printed(stdout, String(label)) : listed(stdout, String(label))
  return job === undefined
    ? { state: 'unknown', detail: 'launchctl answers with something else than the job' }
    : judge(job, kept === true)
}

function judge({ process, exitCode = 0, signal }: Job, kept: boolean): Verdict {
  if (process !== undefined) return { state: 'up', detail: `process ${process}` }
  const ended = signal === undefined ? `exit code ${exitCode}` : `signal ${signal}`
  if (kept) return { state: 'down', detail: `loaded, but not running; it ended with ${ended}` }
  return exitCode === 0 && signal === undefined
    ? { state: 'up', detail: 'loaded; its last run ended well' }
    : { state: 'down', detail: `its last run ended with ${ended}` }
}

/** `launchctl list LABEL`: a dictionary in the old property-list format. */
function listed(text: string, label: string): Job | undefined {
  if (!text.includes(`"Label" = "${label}";`)) return undefined
  const process = /^\t"PID" = (\d+);$/m.exec(text)?.[1]
  const status = Number(/^\t"LastExitStatus" = (\d+);$/m.exec(text)?.[1] ?? 0)
  const signal = status & 0x7f
  return {
    ...present({ process }),
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
    ...present({ process }),
    ...(exitCode !== undefined && { exitCode: Number(exitCode) }),
    ...(signal !== undefined && { signal: Number(signal) }),
  }
}
