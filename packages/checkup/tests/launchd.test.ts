import { describe, expect, test } from 'vitest'
import type { LaunchdQuestion } from '../src/check.ts'
import { askLaunchd } from '../src/run/launchd.ts'
import { answering, ended } from './asking.ts'

const label = 'org.example.job'
const question: LaunchdQuestion = { kind: 'launchd', on: { name: 'mac' }, label, root: false, runs: true }

function listed(...lines: readonly string[]): string {
  return ['{', ...[`"Label" = "${label}";`, ...lines].map(line => `\t${line}`), '};'].join('\n')
}

function ask(change: Partial<LaunchdQuestion>, exitCode: number, out: string) {
  return askLaunchd({ ...question, ...change }, answering({ machine: { ran: ended(exitCode, out) } }))
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
  ])('kept alive %s', async (runs, out, state, detail) => {
    expect(await ask({ runs }, 0, out)).toEqual({ state, detail })
  })

  test('that is not loaded is down', async () => {
    expect(await ask({}, 113, '')).toEqual({ state: 'down', detail: 'not loaded' })
  })

  // What the probe of today takes for success: a listing with a line that does not begin with a dash.
  test.each(['PID\tStatus\tLabel', `41\t0\t${label}`, '', listed('"PID" = 4;').replace(label, 'another')])(
    'is not taken for another answer: %j',
    async out => expect((await ask({}, 0, out)).state).toBe('unknown'),
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
  ])('%#', async (out, state, detail) => {
    expect(await ask({ root: true, runs: false }, 0, out)).toEqual({ state, detail })
  })
})

test('a machine that cannot be asked is unknown, with its words', async () => {
  const why = 'ssh ended with exit code 255: Connection refused'
  expect(await askLaunchd(question, answering({ machine: { problem: why } }))).toEqual({
    state: 'unknown',
    detail: why,
  })
  expect((await ask({}, 64, '')).state).toBe('unknown')
})
