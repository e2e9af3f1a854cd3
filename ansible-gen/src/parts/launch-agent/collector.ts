import { made, type Textfile } from '@homelab/estate/model'
import { type Collecting, writtenBy } from '../../host/collecting.ts'
import { type LaunchAgent, type LaunchAgentProps, launchAgent, launchDaemon } from './program.ts'

/** A script that writes a file for the textfile collector, and the job that runs it. */
export interface Collector extends LaunchAgent {
  /** The script, absolute. */
  readonly script: string
  /** The file of metrics that it writes. */
  readonly writes: Textfile
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

function collecting(make: (props: LaunchAgentProps) => LaunchAgent, all: CollectorProps): Collector {
  const { script, textfile: _, exporter: __, repository: ___, content, ...props } = all
  const reads = [{ path: script, mode: '0755', content }] as const
  return made({
    ...make({ ...props, program: [script], reads, collectLogs: 'untailed' }),
    script,
    writes: writtenBy(all),
  })
}

export function isCollector(program: LaunchAgent): program is Collector {
  return 'writes' in program
}
