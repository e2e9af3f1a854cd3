import { expect, test } from 'vitest'
import { answeringOf, podsIn } from './counts.ts'

test('a share of pods is rounded as Kubernetes does, and what is no number of pods is none', () => {
  expect([podsIn('25%', 1, 'up'), podsIn('25%', 1, 'down'), podsIn('50%', 3, 'up')]).toEqual([1, 0, 2])
  expect([podsIn(2, 5, 'up'), podsIn(0, 5, 'up')]).toEqual([2, 0])
  expect([podsIn(-1, 5, 'up'), podsIn(1.5, 5, 'up'), podsIn('5', 5, 'up'), podsIn('1.5%', 5, 'up')]).toEqual(
    Array.from({ length: 4 }),
  )
})

test.each([
  ['the default of one pod', 1, {}, 1],
  ['the default of four', 4, {}, 3],
  ['none away', 2, { surge: 1, unavailable: 0 }, 2],
  ['the only one ends first', 1, { surge: 0, unavailable: 1 }, 0],
  ['shares that come to nothing', 1, { surge: '0%', unavailable: '25%' }, 0],
  ['more away than there are', 1, { surge: 0, unavailable: 3 }, 0],
])('%s', (_, replicas, amounts, answering) => {
  expect(answeringOf(replicas, amounts)).toBe(answering)
})
