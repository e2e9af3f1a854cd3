import { expect, test } from 'vitest'
import { prom, promTable, targets } from './queries.ts'

function names(...queries: Parameters<typeof targets>[0]): readonly string[] {
  return targets(queries).map(({ refId }) => refId)
}

test('queries are named after their legends, so that one more renames no other', () => {
  expect(names(prom('a', 'Zot'), prom('c', 'Loki'))).toEqual(['Zot', 'Loki'])
  expect(names(prom('a', 'Zot'), prom('b', 'Forgejo'), prom('c', 'Loki'))).toEqual(['Zot', 'Forgejo', 'Loki'])
})

test('and after their place where a legend tells them not apart', () => {
  expect(names(prom('a', 'Zot'))).toEqual(['A'])
  expect(names(prom('a', 'Zot'), prom('b', 'Zot'))).toEqual(['A', 'B'])
  expect(names(prom('a', 'Zot'), prom('b', '{{host}}'))).toEqual(['A', 'B'])
  expect(names(prom('a'), promTable('b', 'pods'), prom('c', 'Zot'))).toEqual(['A', 'pods', 'C'])
})
