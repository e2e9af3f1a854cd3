import type { ResolvedDifference } from '@homelab/estate/model'
import { expect, test } from 'vitest'
import blumeops from '../apps/blumeops/estate.ts'
import { resolvedOnce } from './support/opened.ts'
import { render } from './support/render.ts'

const { differences } = resolvedOnce(blumeops)

function settledBy({ settles = [] }: ResolvedDifference): readonly string[] {
  return typeof settles === 'string' ? [settles] : settles
}

const settled = differences.flatMap(settledBy)

test('no row is answered twice', () => {
  expect(settled.filter((row, index) => settled.indexOf(row) !== index)).toEqual([])
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
