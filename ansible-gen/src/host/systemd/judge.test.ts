import { describe, expect, test } from 'vitest'
import { judgeSystemctl } from './judge.ts'

function said(exitCode: number, stdout: string) {
  return { exitCode, stdout, stderr: '', problem: `program ended with exit code ${exitCode}` }
}

describe('a unit of systemd', () => {
  const unit = (id: string, change: Readonly<Record<string, string>> = {}): string =>
    Object.entries({ Id: id, LoadState: 'loaded', ActiveState: 'active', Result: 'success', ...change })
      .map(([key, value]) => `${key}=${value}`)
      .join('\n')
  const both = (service: Readonly<Record<string, string>>, timer: Readonly<Record<string, string>> = {}): string =>
    `${unit('backup.service', service)}\n\n${unit('backup.timer', timer)}`

  test.each([
    [false, unit('backup.service'), 'up', 'active'],
    [false, unit('backup.service', { ActiveState: 'failed', Result: 'exit-code' }), 'down', 'failed (exit-code)'],
    [false, unit('backup.service', { LoadState: 'not-found' }), 'down', 'not-found'],
    [true, both({ ActiveState: 'inactive' }), 'up', 'waits; its last run ended well'],
    [true, both({ ActiveState: 'failed', Result: 'timeout' }), 'down', 'its last run ended with timeout'],
    [true, both({}, { ActiveState: 'inactive' }), 'down', 'inactive (success)'],
    [true, unit('backup.service'), 'unknown', 'systemctl says nothing of the unit'],
  ])('%#', (timer, out, state, detail) => {
    expect(judgeSystemctl(said(0, out), { unit: 'backup', timer })).toEqual({ state, detail })
  })
})
