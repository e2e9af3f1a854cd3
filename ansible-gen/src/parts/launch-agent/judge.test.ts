import type { Facts } from '@homelab/estate/model'
import { describe, expect, test } from 'vitest'
import { judgeLaunchctl } from './judge.ts'

const label = 'org.example.job'
const facts = { label, root: false, kept: true }

function listed(...lines: readonly string[]): string {
  return ['{', ...[`"Label" = "${label}";`, ...lines].map(line => `\t${line}`), '};'].join('\n')
}

function ask(change: Facts, exitCode: number, stdout: string) {
  return judgeLaunchctl({ exitCode, stdout, stderr: '', problem: 'words' }, { ...facts, ...change })
}

describe('a job of the user', () => {
  test.each([
    [true, listed('"PID" = 41;'), 'up', 'process 41'],
    [true, listed('"LastExitStatus" = 19968;'), 'down', 'loaded, but not running; it ended with exit code 78'],
    [true, listed('"LastExitStatus" = 0;'), 'down', 'loaded, but not running; it ended with exit code 0'],
    [false, listed('"LastExitStatus" = 0;'), 'up', 'loaded; its last run ended well'],
    [false, listed('"LastExitStatus" = 256;'), 'down', 'its last run ended with exit code 1'],
    [false, listed('"LastExitStatus" = 9;'), 'down', 'its last run ended with signal 9'],
    [false, listed('"PID" = 7;', '"LastExitStatus" = 256;'), 'up', 'process 7'],
  ])('kept alive %s', (kept, out, state, detail) => {
    expect(ask({ kept }, 0, out)).toEqual({ state, detail })
  })

  test('that is not loaded is down', () => {
    expect(ask({}, 113, '')).toEqual({ state: 'down', detail: 'not loaded' })
  })

  // What the probe of today takes for success: a listing with a line that does not begin with a dash.
  test.each(['PID\tStatus\tLabel', `41\t0\t${label}`, '', listed('"PID" = 4;').replace(label, 'another')])(
    'is not taken for another answer: %j',
    out => expect(ask({}, 0, out).state).toBe('unknown'),
  )
})

describe('a job of root', () => {
  const printed = (...lines: readonly string[]): string =>
    [`system/${label} = {`, ...lines.map(line => `\t${line}`), '}'].join('\n')

  test.each([
    [printed('state = running', 'pid = 12', 'last exit code = (never exited)'), 'up', 'process 12'],
    [printed('state = not running', 'last exit code = 0'), 'up', 'loaded; its last run ended well'],
    [printed('state = not running', 'last exit code = (never exited)'), 'up', 'loaded; its last run ended well'],
    [printed('last exit code = 78: EX_CONFIG'), 'down', 'its last run ended with exit code 78'],
    [printed('last terminating signal = Killed: 9'), 'down', 'its last run ended with signal 9'],
  ])('%#', (out, state, detail) => {
    expect(ask({ root: true, kept: false }, 0, out)).toEqual({ state, detail })
  })
})

test('another exit code says nothing of the job', () => {
  expect(ask({}, 64, '')).toEqual({ state: 'unknown', detail: 'words' })
})
