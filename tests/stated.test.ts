import { type Estate, type Keys, resolve, resolvedOf, type Stated, state } from '@homelab/estate/model'
import { expect, test } from 'vitest'
import blumeops from '../apps/blumeops/estate.ts'
import minilab from '../apps/minilab/estate.ts'
import generated from './bench/apps/services-1000/estate.ts'

const estates: readonly (readonly [string, Estate])[] = [blumeops, minilab, generated].map(each => [each.name, each])

test.each(estates)('what %s says is JSON: as text it resolves to the same bytes', (_, estate) => {
  const { stated, parts, findings } = state(estate)
  expect(findings).toEqual([])
  const text = JSON.stringify(stated)
  const parsed = JSON.parse(text) as Stated
  expect(JSON.stringify(parsed)).toBe(text)
  expect(JSON.stringify(resolve(parsed, parts))).toBe(JSON.stringify(resolvedOf(estate)))
})

test('the estate says each thing once, and refers to it by name', () => {
  const text = JSON.stringify(state(blumeops).stated)
  // A service stands in no need, and a person in no grant.
  expect(text.match(/"kind":"service"/g)).toBeNull()
  expect(text.match(/"kind":"person"/g)).toHaveLength(blumeops.people.length)
  expect(text.match(/"kind":"share"/g)).toHaveLength(blumeops.shares.length)
})

/** Things with a `kind` of ours, by their keys. What a place is, and what a difference changes, is written as it stands. */
function things(value: unknown, keys: Keys = []): Keys[] {
  if (typeof value !== 'object' || value === null || ['at', 'changes', 'data'].includes(String(keys.at(-1)))) return []
  const own = 'kind' in value && typeof value.kind === 'string' && /^[a-z]/.test(value.kind) ? [keys] : []
  return [
    ...own,
    ...Object.entries(value).flatMap(([key, member]) =>
      things(member, [...keys, Array.isArray(value) ? Number(key) : key]),
    ),
  ]
}

test.each(estates.slice(0, 2))('every thing of %s knows where it was made, in its own folder', (name, estate) => {
  const { stated, places } = state(estate)
  const all = things(stated).map(keys => ({ keys, place: places.nearest(keys) }))
  expect(all.length).toBeGreaterThan(20)
  expect(all.filter(({ place }) => place?.exact !== true)).toEqual([])
  expect(all.filter(({ place }) => !place?.file.startsWith(`apps/${name}/`))).toEqual([])
})
