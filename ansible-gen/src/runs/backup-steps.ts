import { entitiesIn, type Host, type Step } from '@homelab/estate'
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
    const step = (does: Step['does'], effect: Step['effect'], run: Step['run'], nth = ''): Step => ({
      ...{ id: `${to}#${does}${nth}`, to, does, run, effect, interrupts: [], after: [] },
    })
    const newest = borgmatic('extract', '--archive', 'latest', '--destination', scratchFolder)
    return [
      step('back-up', 'changes', onHost(host, runner, 'create')),
      { ...step('restore', 'reads', borgmatic('list', '--last', '5'), '-1'), note: 'the newest archives' },
      { ...step('restore', 'changes', newest, '-2'), after: [`${to}#restore-1`], note: 'all of the newest one' },
    ]
  })
}
