import { host, type Mine, type Word } from '@homelab/estate/model'
import { expect, test } from 'vitest'
import { type SystemdUnit, systemdService, systemdTimer, systemdUnits } from './index.ts'

const box = host('box', { platform: 'linux', role: 'x' })
// What else is known of the service, which no program asks for.
const mine = {} as Mine

function words(program: SystemdUnit, does: string): readonly (readonly Word[])[] {
  const { operations } = systemdUnits.runs(program, { service: 'app', host: box, mine })
  return operations.flatMap(({ does: done, run }) => (done === does && run.kind === 'command' ? [run.words] : []))
}

const props = { description: 'x', program: ['/usr/bin/x'] } as const

test('a unit is restarted, and what a timer starts is started', () => {
  expect(words(systemdService('x', props), 'restart')).toEqual([['sudo', 'systemctl', 'restart', 'x']])
  expect(words(systemdTimer('x', { ...props, everySeconds: 60 }), 'restart')).toEqual([
    ['sudo', 'systemctl', 'start', 'x'],
  ])
})

test('a unit that goes takes its files along, and systemd is told', () => {
  const timer = systemdTimer('x', { ...props, everySeconds: 60 })
  expect([...words(timer, 'stop'), ...words(timer, 'remove')]).toEqual([
    ['sudo', 'systemctl', 'disable', '--now', 'x.timer'],
    ['sudo', 'rm', '/etc/systemd/system/x.service', '/etc/systemd/system/x.timer'],
    ['sudo', 'systemctl', 'daemon-reload'],
  ])
})
