import type { Outcome } from '@homelab/rehearsal'
import { expect, test } from 'vitest'
import { formatRehearsal } from './rehearsal-report.ts'

type Row = Outcome['rows'][number]

function row(application: string, verdict: Row['verdict'], reason = ''): Row {
  const state = { operation: 'Succeeded', sync: 'Synced', health: 'Healthy' }
  return { application, objects: 3, ...state, seconds: 1.25, verdict, reason }
}

const last = (outcome: Partial<Outcome>): string | undefined =>
  formatRehearsal({ rows: [], asked: [], problems: [], seconds: 40, ...outcome }, (_, text) => text)
    .trimEnd()
    .split('\n')
    .at(-1)

test('the last line counts the Applications of each verdict', () => {
  const well = [row('wiki', 'fine'), row('feed', 'fine'), row('cache', 'explained', 'it has no disk')]
  expect(last({ rows: well })).toBe('clean: 2 fine, 1 explained, 0 red, in 40 s')
  expect(last({ rows: [...well, row('db', 'red', 'Degraded')] })).toBe('red: 2 fine, 1 explained, 1 red, in 40 s')
})

test('it is red for a right that is wrong and for a command that failed, though all Applications are fine', () => {
  const asked = { what: 'rights that a program needs', count: 2, wrong: [{ what: 'wiki/reader may not list pods' }] }
  for (const wrong of [{ asked: [asked] }, { problems: ['a command failed'] }])
    expect(last({ rows: [row('wiki', 'fine')], ...wrong })).toBe('red: 1 fine, 0 explained, 0 red, in 40 s')
})

test('each Application has a row below the names of what is told of it', () => {
  const text = formatRehearsal(
    { rows: [row('wiki', 'fine'), row('db', 'red', 'Degraded')], asked: [], problems: [], seconds: 40 },
    (_, plain) => plain,
  )
  expect(text.split('\n').slice(0, 3)).toEqual([
    'application  objects  operation  sync    health   seconds',
    'wiki         3        Succeeded  Synced  Healthy  1.3',
    'db           3        Succeeded  Synced  Healthy  1.3      red: Degraded',
  ])
})
