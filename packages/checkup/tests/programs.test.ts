import { describe, expect, test } from 'vitest'
import type { Machine } from '../src/check.ts'
import { askBrew } from '../src/run/brew.ts'
import { askMinikube } from '../src/run/kubernetes-api.ts'
import { askSystemd } from '../src/run/systemd.ts'
import { askTextfile } from '../src/run/textfile.ts'
import { answering, ended } from './asking.ts'

const on: Machine = { name: 'box' }

function said(exitCode: number, out: string, err = '') {
  return answering({ machine: { ran: ended(exitCode, out, err) } })
}

describe('a service of Homebrew', () => {
  const info = (change: object): string =>
    JSON.stringify([{ name: 'forge', running: true, status: 'started', exit_code: 0, ...change }])

  test.each([
    [0, info({}), 'up', 'started'],
    [0, info({ running: false, status: 'none', exit_code: null }), 'down', 'none'],
    [0, info({ running: false, status: 'error', exit_code: 1 }), 'down', 'error, exit code 1'],
    [0, info({ name: 'other' }), 'unknown', 'brew says nothing of forge'],
    [1, '', 'down', 'program ended with exit code 1'],
  ])('%#', async (code, out, state, detail) => {
    expect(await askBrew({ kind: 'brew', on, formula: 'forge' }, said(code, out))).toEqual({ state, detail })
  })
})

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
  ])('%#', async (timer, out, state, detail) => {
    expect(await askSystemd({ kind: 'systemd', on, unit: 'backup', timer }, said(0, out))).toEqual({ state, detail })
  })
})

describe('a text file', () => {
  test.each([
    [0, '1000\n950', '', 'up', 'written 50 s ago'],
    [0, '1000\n820', '', 'up', 'written 3 min 0 s ago'],
    [0, '1000\n819', '', 'down', 'written 3 min 1 s ago, more than 3 min 0 s'],
    [0, '99000\n1000', '', 'down', 'written 27 h 13 min ago, more than 3 min 0 s'],
    [1, '1000', 'stat: /a.prom: stat: No such file or directory', 'down', 'not there'],
    [1, '1000', 'stat: /a.prom: Permission denied', 'unknown', 'program ended with exit code 1'],
    [0, 'Welcome!', '', 'unknown', 'stat printed "Welcome!"'],
  ])('%#', async (code, out, err, state, detail) => {
    const question = { kind: 'textfile', on, path: '/a.prom', maxAgeSeconds: 180, stat: 'bsd' } as const
    expect(await askTextfile(question, said(code, out, err))).toEqual({ state, detail })
  })
})

describe('minikube', () => {
  const node = (Name: string, Host: string) => ({ Name, Host, Kubelet: Host, APIServer: Host })

  test.each([
    [0, JSON.stringify(node('lab', 'Running')), 'up', 'Running'],
    [7, JSON.stringify(node('lab', 'Stopped')), 'down', 'lab is Stopped'],
    [1, JSON.stringify([node('lab', 'Running'), node('lab-m02', 'Stopped')]), 'down', 'lab-m02 is Stopped'],
    [85, '* Profile "lab" not found.', 'down', 'program ended with exit code 85'],
  ])('%#', async (code, out, state, detail) => {
    expect(await askMinikube({ kind: 'minikube', on, profile: 'lab' }, said(code, out))).toEqual({ state, detail })
  })
})
