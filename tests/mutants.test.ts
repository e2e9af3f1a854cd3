/** Which tests `mise run mutants` takes; what it finds is in tests/real. */
import { expect, test } from 'vitest'
import { relatedTests } from '../tools/mutants/related.ts'

test('related are the tests that lead to a source, the nearest first', () => {
  const modules = new Map([
    ['a.ts', []],
    ['b.ts', ['a.ts']],
    ['far.test.ts', ['b.ts']],
    ['near.test.ts', ['a.ts']],
    ['other.test.ts', ['c.ts']],
    ['tests/real/x.test.ts', ['a.ts']],
    ['tests/snapshots.test.ts', ['a.ts']],
  ])
  expect(relatedTests('a.ts', modules)).toEqual(['near.test.ts', 'far.test.ts'])
})
