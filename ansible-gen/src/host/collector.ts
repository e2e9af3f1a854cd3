import { made, type Textfile, textfile } from '@homelab/estate'
import type { HostContent } from './content.ts'
import {
  type LaunchAgent,
  type LaunchAgentProps,
  launchAgent,
  launchDaemon,
  type SystemdUnit,
  systemdTimer,
} from './programs.ts'

/** A script that writes a file for the textfile collector, and the job that runs it. */
export interface Collector extends LaunchAgent {
  /** The script, absolute. */
  readonly script: string
  /** The file of metrics that it writes. */
  readonly writes: Textfile
}

interface Collecting {
  /** Absolute. */
  readonly script: string
  /** The file of metrics that it writes, absolute. */
  readonly textfile: string
  /** What is in it, as the metric catalogue calls it. */
  readonly exporter: string
  readonly content: HostContent
  readonly everySeconds: number
  /** The backup repository that all of it is about, by name: alerts tell repositories apart by it. */
  readonly repository?: string
}

type OwnOfJobs = 'program' | 'reads' | 'keepAlive' | 'schedule' | 'everySeconds'

export interface CollectorProps extends Collecting, Omit<LaunchAgentProps, OwnOfJobs> {}

/** A textfile collector of the user. A new script runs at once. Its logs say only what the metrics show: not tailed. */
export function collector(props: CollectorProps): Collector {
  return collecting(launchAgent, props)
}

/** A textfile collector of root. */
export function rootCollector(props: CollectorProps): Collector {
  return collecting(launchDaemon, props)
}

function collecting(
  make: (props: LaunchAgentProps) => LaunchAgent,
  { script, textfile: path, exporter, content, repository, ...props }: CollectorProps,
): Collector {
  const { everySeconds } = props
  const reads = [{ path: script, mode: '0755', content }] as const
  return made({
    ...make({ ...props, program: [script], reads, collectLogs: 'untailed' }),
    script,
    writes: textfile(path, { exporter, everySeconds, ...(repository === undefined ? {} : { repository }) }),
  })
}

/** The same on Linux, run by a timer. */
export interface SystemdCollector extends SystemdUnit {
  /** The file of metrics that it writes. */
  readonly writes: Textfile
}

export interface SystemdCollectorProps extends Collecting, Omit<SystemdUnit, OwnOfJobs | 'kind' | 'unit' | 'journal'> {}

/** A textfile collector of `user`, or of root. Its folders are among the workload's `directories`. */
export function systemdCollector(
  unit: string,
  { script, textfile: path, exporter, content, repository, ...props }: SystemdCollectorProps,
): SystemdCollector {
  const owner = { user: props.user ?? 'root' }
  const reads = [{ path: script, mode: '0755' as const, content, owner }]
  const { everySeconds } = props
  return made({
    ...systemdTimer(unit, { ...props, program: [script], reads }),
    writes: textfile(path, { exporter, everySeconds, ...(repository === undefined ? {} : { repository }) }),
  })
}
