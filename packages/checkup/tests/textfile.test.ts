import { describe, expect, test } from 'vitest'
import type { Machine } from '../src/check.ts'
import { askTextfile } from '../src/run/textfile.ts'
import { answering, ended } from './asking.ts'

const on: Machine = { name: 'box' }

function said(exitCode: number, out: string, err = '') {
  return answering({ machine: { ran: ended(exitCode, out, err) } })
}

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
