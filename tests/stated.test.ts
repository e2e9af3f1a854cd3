import { type Estate, resolve, resolvedOf, type Stated, state } from '@homelab/estate'
import { expect, test } from 'vitest'
import blumeops from '../apps/blumeops/estate.ts'
import minilab from '../apps/minilab/estate.ts'
import generated from './bench/apps/services-1000/estate.ts'

const estates: readonly (readonly [string, Estate])[] = [blumeops, minilab, generated].map(each => [each.name, each])

test.each(estates)('what %s says is JSON: as text it resolves to the same bytes', (_, estate) => {
  const { stated, findings } = state(estate)
  expect(findings).toEqual([])
  const text = JSON.stringify(stated)
  const parsed = JSON.parse(text) as Stated
  expect(JSON.stringify(parsed)).toBe(text)
  expect(JSON.stringify(resolve(parsed))).toBe(JSON.stringify(resolvedOf(estate)))
})

test('the estate says each thing once, and refers to it by name', () => {
  const text = JSON.stringify(state(blumeops).stated)
  // A service stands in no need, and a person in no grant.
  expect(text.match(/"kind":"service"/g)).toBeNull()
  expect(text.match(/"kind":"person"/g)).toHaveLength(blumeops.people.length)
  expect(text.match(/"kind":"share"/g)).toHaveLength(blumeops.shares.length)
})
