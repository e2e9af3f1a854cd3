import { type JournalLog, journalLog, type LogFile, logFile, made, type Schedule } from '@homelab/estate'
import type { HostFile } from './files.ts'

/** Something that runs on a host. */
export type Program = BrewService | LaunchAgent | SystemdUnit

/** What all programs have in common. */
interface Runs {
  /** The files it reads: a change of one restarts it. */
  readonly reads?: readonly HostFile[]
}

/** A service that Homebrew runs: `brew services`. */
export interface BrewService extends Runs {
  readonly kind: 'brew-service'
  readonly formula: string
  readonly logs: readonly LogFile[]
}

export function brewService(formula: string, props: Omit<BrewService, 'kind' | 'formula'>): BrewService {
  return made({ kind: 'brew-service', formula, ...props })
}

/**
 * A job of launchd: https://www.manpagez.com/man/5/launchd.plist/. Run on a schedule, and then by its clock alone; or
 * started when it is loaded, which is at each login and each change of its property list: kept alive, or run at an
 * interval, or else once.
 */
export interface LaunchAgent extends Runs {
  readonly kind: 'launch-agent'
  /** Unique on the host; the property list is named after it. */
  readonly label: string
  readonly program: readonly [string, ...string[]]
  readonly environment?: Readonly<Record<string, string>>
  readonly workingDirectory?: string
  readonly keepAlive?: boolean
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
  return made({ ...agent, root: true, ...(reads === undefined ? {} : { reads }) })
}

/** A unit of systemd, with a timer when it has a schedule: https://www.freedesktop.org/software/systemd/man/latest/systemd.service.html */
export interface SystemdUnit extends Runs {
  readonly kind: 'systemd-unit'
  /** Without `.service`; unique on the host. */
  readonly unit: string
  readonly description: string
  readonly program: readonly [string, ...string[]]
  readonly user?: string
  readonly environment?: Readonly<Record<string, string>>
  /** Files of `NAME=value` lines, absolute: for variables that hold secrets. */
  readonly environmentFiles?: readonly string[]
  readonly workingDirectory?: string
  /** Units that must be up first. */
  readonly after?: readonly string[]
  /** Run by a timer, once each time, at these times or at this interval; else kept running. */
  readonly schedule?: Schedule
  readonly everySeconds?: number
  /** A run that was missed while the machine was off is made up for when it is up again. A job of launchd never is. */
  readonly catchesUp?: true
  /** Where it writes: the host's collector reads the journal. */
  readonly journal: JournalLog
}

type SystemdProps = Omit<SystemdUnit, 'kind' | 'unit' | 'schedule' | 'everySeconds' | 'catchesUp' | 'journal'>

/** Kept running: whatever ends it, it is started again. */
export function systemdService(unit: string, props: SystemdProps): SystemdUnit {
  return made({ kind: 'systemd-unit', unit, ...props, journal: journalLog(`${unit}.service`) })
}

export function systemdTimer(
  unit: string,
  props: SystemdProps &
    ({ readonly schedule: Schedule; readonly catchesUp?: true } | { readonly everySeconds: number }),
): SystemdUnit {
  return made({ kind: 'systemd-unit', unit, ...props, journal: journalLog(`${unit}.service`) })
}

export function hasTimer({ schedule, everySeconds }: SystemdUnit): boolean {
  return schedule !== undefined || everySeconds !== undefined
}

/** The unit that is started and stopped: the timer, where there is one. */
export function managedUnit(program: SystemdUnit): string {
  return `${program.unit}.${hasTimer(program) ? 'timer' : 'service'}`
}
