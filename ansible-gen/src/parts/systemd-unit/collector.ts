import { made, type Textfile } from '@homelab/estate/model'
import { type Collecting, writtenBy } from '../../host/collecting.ts'
import { type SystemdUnit, systemdTimer } from './program.ts'

/** A script that writes a file for the textfile collector, run by a timer. */
export interface SystemdCollector extends SystemdUnit {
  /** The file of metrics that it writes. */
  readonly writes: Textfile
}

type OwnOfJobs = 'program' | 'reads' | 'schedule' | 'everySeconds' | 'kind' | 'unit' | 'journal'

export interface SystemdCollectorProps extends Collecting, Omit<SystemdUnit, OwnOfJobs> {}

/** A textfile collector of `user`, or of root. Its folders are among the workload's `directories`. */
export function systemdCollector(unit: string, all: SystemdCollectorProps): SystemdCollector {
  const { script, textfile: _, exporter: __, repository: ___, content, ...props } = all
  const owner = { user: props.user ?? 'root' }
  const reads = [{ path: script, mode: '0755' as const, content, owner }]
  return made({ ...systemdTimer(unit, { ...props, program: [script], reads }), writes: writtenBy(all) })
}
