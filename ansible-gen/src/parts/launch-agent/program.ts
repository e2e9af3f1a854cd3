import { type LogFile, logFile, made, type Schedule } from '@homelab/estate/model'
import { present } from '@homelab/formats/present'
import type { HostFile } from '../../host/files.ts'
import type { Program } from '../../host/program.ts'
import type { Reload } from '../../host/reload.ts'

/**
 * A job of launchd: https://www.manpagez.com/man/5/launchd.plist/. Run on a schedule, and then by its clock alone; or
 * started when it is loaded, which is at each login and each change of its property list: kept alive, or run at an
 * interval, or else once.
 */
export interface LaunchAgent extends Program {
  readonly kind: 'launch-agent'
  /** Unique on the host; the property list is named after it. */
  readonly label: string
  readonly program: readonly [string, ...string[]]
  readonly environment?: Readonly<Record<string, string>>
  readonly workingDirectory?: string
  readonly keepAlive?: boolean
  /** How it takes over files while it is kept alive. */
  readonly reload?: Reload
  readonly schedule?: Schedule
  readonly everySeconds?: number
  /** A LaunchDaemon: runs as root. */
  readonly root?: true
  /** Absolute paths of standard output and standard error. */
  readonly out: string
  readonly err: string
  /** The same as log files that the host's collector tails; empty when it does not. */
  readonly tailed: readonly LogFile[]
}

export interface LaunchAgentProps extends Omit<LaunchAgent, 'kind' | 'out' | 'err' | 'tailed' | 'root'> {
  /** Absolute path of its log files without their endings: `.out.log` and `.err.log`. */
  readonly logs: string
  /** `untailed`: the host's collector leaves the log files alone. */
  readonly collectLogs?: 'untailed'
}

/** It runs by the clock alone: loading it starts nothing, and nothing may end a run. */
export function runsByClock({ schedule }: LaunchAgent): boolean {
  return schedule !== undefined
}

/** A job of the user. */
export function launchAgent({ logs, collectLogs, ...props }: LaunchAgentProps): LaunchAgent {
  const out = `${logs}.out.log`
  const err = `${logs}.err.log`
  const tailed = collectLogs === 'untailed' ? [] : [logFile(out, 'stdout'), logFile(err, 'stderr')]
  // What is neither stays, for the check of what types would refuse.
  const unknown = collectLogs === undefined || collectLogs === 'untailed' ? {} : { collectLogs }
  return made({ kind: 'launch-agent', ...props, ...unknown, out, err, tailed })
}

/** A job of root. Its files must belong to root, or any user could run programs as root. */
export function launchDaemon(props: LaunchAgentProps): LaunchAgent {
  const agent = launchAgent(props)
  const reads = agent.reads?.map((file): HostFile => ({ ...file, owner: { user: 'root' } }))
  return made({ ...agent, root: true, ...present({ reads }) })
}
