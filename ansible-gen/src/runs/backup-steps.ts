import { entitiesIn, type Host, type Step, step } from '@homelab/estate'
import { borgmaticSlot } from '../host/borgmatic.ts'
import type { HostWorkload } from '../host/workload.ts'
import { onHost, scratchFolder } from './commands.ts'

/** Of a service that makes backups: one now, and how the newest archive is unpacked. It writes over nothing. */
export function backupSteps(to: string, workload: HostWorkload, host: Host): readonly Step[] {
  return entitiesIn(workload).slots.flatMap((slot): readonly Step[] => {
    if (!borgmaticSlot.is(slot)) return []
    const { runner, command, configuration } = slot.settings
    const borgmatic = (...words: readonly string[]): Step['run'] =>
      onHost(host, ...command, '--config', configuration, ...words)
    const newest = borgmatic('extract', '--archive', 'latest', '--destination', scratchFolder)
    return [
      step(to, 'back-up', 'changes', onHost(host, runner, 'create')),
      { ...step(to, 'restore', 'reads', borgmatic('list', '--last', '5'), 1), note: 'the newest archives' },
      { ...step(to, 'restore', 'changes', newest, 2), after: [`${to}#restore-1`], note: 'all of the newest one' },
    ]
  })
}
