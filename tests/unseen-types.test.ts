import { expect, test } from 'vitest'
import { check, expectedIn, placed } from './support/checked-types.ts'

test('type errors that render without a word are found, each at its word, by the compiler alone', async () => {
  const expected = expectedIn('unseen')
  expect(expected.length).toBeGreaterThanOrEqual(10)
  expect((await check('unseen')).map(placed).toSorted()).toEqual(expected)
  expect(await check('unseen', '--no-types')).toEqual([])
})
