import { host, type Mine, type Word } from '@homelab/estate/model'
import { expect, test } from 'vitest'
import { type LaunchAgent, launchAgent, launchAgents, launchDaemon } from './index.ts'

const mac = host('mac', { platform: 'macos', role: 'x', user: 'ann', home: '/Users/ann', brewPrefix: '/opt/homebrew' })
const agent = { program: ['/x'], logs: '/log/x' } as const
// What else is known of the service, which no program asks for.
const mine = {} as Mine

function words(program: LaunchAgent, does: string): readonly (readonly Word[])[] {
  const { operations } = launchAgents.runs(program, { service: 'app', host: mac, mine })
  return operations.flatMap(({ does: done, run }) => (done === does && run.kind === 'command' ? [run.words] : []))
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
  expect(words(program, 'restart')).toEqual([expected])
})
