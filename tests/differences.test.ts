import { type ResolvedDifference, resolvedOf } from '@homelab/estate/model'
import { expect, test } from 'vitest'
import blumeops from '../apps/blumeops/estate.ts'
import { inconsistencies } from './facts/inconsistencies.ts'
import { render } from './support/render.ts'

const { differences } = resolvedOf(blumeops)
const rows = Object.entries(inconsistencies).flatMap(([page, subjects]) =>
  subjects.map(subject => `${page}: ${subject}`),
)

function settledBy({ settles = [] }: ResolvedDifference): readonly string[] {
  return typeof settles === 'string' ? [settles] : settles
}

const settled = differences.flatMap(settledBy)

/** 58 rows: six, fifteen, six, eleven, nine, six and five. */
test('every row of the facts is in the table', () => {
  expect(rows).toHaveLength(58)
  expect(new Set(rows).size).toBe(58)
})

test('every known inconsistency has an entry that says what became of it', () => {
  expect(rows.filter(row => !settled.includes(row))).toEqual([])
})

test('no entry answers a row that does not exist', () => {
  expect(settled.filter(row => !rows.includes(row))).toEqual([])
})

test('the page of differences shows each entry, and each row with its answer', () => {
  const page = render(blumeops).files.get('docs/differences.md') ?? ''
  const shown = (text: string): string => text.replaceAll(/[^A-Za-z0-9]/g, '')
  const squeezed = shown(page)
  expect(
    differences.filter(({ what, why }) => !squeezed.includes(shown(what)) || !squeezed.includes(shown(why))),
  ).toEqual([])
  const answers = page.slice(page.indexOf('## What became of known inconsistencies'))
  const lines = answers.split('\n').filter(line => line.startsWith('| `'))
  expect(lines).toHaveLength(settled.length)
  expect(settled.filter(row => !lines.some(line => shown(line).startsWith(shown(row))))).toEqual([])
})
