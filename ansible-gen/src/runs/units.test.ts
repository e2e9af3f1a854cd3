import { host, type Word } from '@homelab/estate'
import { expect, test } from 'vitest'
import { launchAgent, launchDaemon, systemdService, systemdTimer } from '../host/programs.ts'
import { unitOf, unitSteps } from './units.ts'

const mac = host('mac', { platform: 'macos', role: 'x', user: 'ann', home: '/Users/ann', brewPrefix: '/opt/homebrew' })
const box = host('box', { platform: 'linux', role: 'x' })
const agent = { program: ['/x'], logs: '/log/x' } as const

function words(on: typeof mac, program: Parameters<typeof unitOf>[2], does: string): readonly (readonly Word[])[] {
  return unitSteps(on, unitOf('app', on, program)).flatMap(({ does: done, run }) =>
    done === does && run.kind === 'command' ? [run.words] : [],
  )
}

test.each([
  [
    'kept alive',
    launchAgent({ label: 'org.x', ...agent, keepAlive: true }),
    ['launchctl', 'kickstart', '-k', { shell: 'gui/$(id -u)/org.x' }],
  ],
  [
    'by the clock: a run that goes on is left alone',
    launchAgent({ label: 'org.x', ...agent, schedule: { kind: 'schedule', cron: '0 3 * * *' } }),
    ['launchctl', 'kickstart', { shell: 'gui/$(id -u)/org.x' }],
  ],
  [
    'of root',
    launchDaemon({ label: 'org.x', ...agent, keepAlive: true }),
    ['sudo', 'launchctl', 'kickstart', '-k', 'system/org.x'],
  ],
])('a job of launchd %s is restarted', (_, program, expected) => {
  expect(words(mac, program, 'restart')).toEqual([expected])
})

const props = { description: 'x', program: ['/usr/bin/x'] } as const

test('a unit is restarted, and what a timer starts is started', () => {
  expect(words(box, systemdService('x', props), 'restart')).toEqual([['sudo', 'systemctl', 'restart', 'x']])
  expect(words(box, systemdTimer('x', { ...props, everySeconds: 60 }), 'restart')).toEqual([
    ['sudo', 'systemctl', 'start', 'x'],
  ])
})

test('a unit that goes takes its files along, and systemd is told', () => {
  const timer = systemdTimer('x', { ...props, everySeconds: 60 })
  expect([...words(box, timer, 'stop'), ...words(box, timer, 'remove')]).toEqual([
    ['sudo', 'systemctl', 'disable', '--now', 'x.timer'],
    ['sudo', 'rm', '/etc/systemd/system/x.service', '/etc/systemd/system/x.timer'],
    ['sudo', 'systemctl', 'daemon-reload'],
  ])
})
