import { expect, test } from 'vitest'
import { validateSets } from './validate-sets.ts'

test('a set within itself is told, and not one that only leads to such sets', () => {
  const ipsets = {
    'ipset:outer': ['add ipset:one'],
    'ipset:one': ['add ipset:two'],
    'ipset:two': ['add ipset:three'],
    'ipset:three': ['add ipset:one'],
  }
  const problems = validateSets({ ipsets }).map(({ path, problem }) => `${path}: ${problem}`)
  expect(problems).toEqual(['one', 'two', 'three'].map(name => `ipsets.ipset:${name}: the set is within itself`))
})
