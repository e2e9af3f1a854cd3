import type { Command, Host, HostUnit, Step } from '@homelab/estate/model'
import { onHost } from '../../runs/commands.ts'
import { stepOf } from '../unit.ts'

/**
 * How a unit that is kept is looked at, read, and started and stopped for good.
 *
 * @param managed its name with its ending
 * @param name as people type it
 */
export function systemctlSteps(unit: HostUnit, host: Host, managed: string, name = managed): readonly Step[] {
  const sudo = (...words: readonly string[]): Command => onHost(host, 'sudo', ...words)
  return [
    stepOf(unit, 'status', 'reads', onHost(host, 'systemctl', 'status', '--no-pager', name)),
    stepOf(unit, 'logs', 'reads', sudo('journalctl', `--unit=${managed}`, '--lines=50', '--no-pager')),
    stepOf(unit, 'restart', 'restarts', sudo('systemctl', 'restart', name)),
    stepOf(unit, 'start', 'changes', sudo('systemctl', 'enable', '--now', managed)),
    stepOf(unit, 'stop', 'stops', sudo('systemctl', 'disable', '--now', managed)),
  ]
}
