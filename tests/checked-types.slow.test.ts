/** What the compiler says of an estate: the comments below the wrong lines of `tests/types/apps` say it beforehand. */
import { expect, test } from 'vitest'
import { check, expectedIn, placed } from './support/checked-types.ts'

test('type errors that render without a word are found, each at its word, by the compiler', async () => {
  const expected = expectedIn('unseen')
  expect(expected.length).toBeGreaterThanOrEqual(10)
  expect((await check('unseen')).map(placed).toSorted()).toEqual(expected)
  // What the API server refuses, and what an object would leave out, is seen without it, too.
  expect((await check('unseen', '--no-types')).map(({ where }) => where.path)).toEqual([
    'podSecurity.fsGroup',
    'workload.objects[0].props.dta',
    'workload.objects[0].props.metadata.lables',
  ])
})

test('mistakes that authors make are told in words that lead to them, and nothing is said of what is right', async () => {
  const expected = expectedIn('mistakes')
  expect(expected.length).toBeGreaterThanOrEqual(20)
  expect((await check('mistakes')).map(placed).toSorted()).toEqual(expected)
})
