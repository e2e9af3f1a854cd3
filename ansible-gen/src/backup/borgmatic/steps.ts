import { type AboutBackup, type Step, step } from '@homelab/estate/model'
import { onHost, scratchFolder } from '../../runs/commands.ts'
import type { BorgmaticSettings } from './settings.ts'

/** A backup now, a check now, how the newest archive is unpacked, and a test of that. They write over no data. */
export function steps(to: string, { settings, host, restoreTest }: AboutBackup<BorgmaticSettings>): readonly Step[] {
  const { runner, command, configuration } = settings
  const borgmatic = (...words: readonly string[]): Step['run'] =>
    onHost(host, ...command, '--config', configuration, ...words)
  const newest = borgmatic('extract', '--archive', 'latest', '--destination', scratchFolder)
  return [
    step(to, 'back-up', 'changes', onHost(host, runner, 'create')),
    step(to, 'check', 'reads', onHost(host, runner, 'check')),
    { ...step(to, 'restore', 'reads', borgmatic('list', '--last', '5'), 1), note: 'the newest archives' },
    { ...step(to, 'restore', 'changes', newest, 2), after: [`${to}#restore-1`], note: 'all of the newest one' },
    ...(restoreTest === undefined ? [] : [step(to, 'restore-test', 'changes', onHost(host, restoreTest, '/tmp'))]),
  ]
}
