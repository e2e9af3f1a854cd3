import { expect, test } from 'vitest'
import { longestPauseSeconds } from '../src/resolve/pause.ts'
import { cron } from '../src/schedule.ts'

const minute = 60
const hour = 60 * minute
const day = 24 * hour

test.each([
  ['0 2 * * *', day],
  ['* * * * *', minute],
  ['*/20 * * * *', 20 * minute],
  ['0 2,14 * * *', 12 * hour],
  ['0 1,3 * * *', 22 * hour],
  ['0 2 * * 1-5', 3 * day],
  ['*/5 * * * 1', 6 * day + 5 * minute],
  ['30 4 1 * *', 31 * day],
  ['0 0 29 2 *', 8 * 366 * day - 7 * day],
])('%s', (expression, seconds) => {
  expect(longestPauseSeconds(cron(expression))).toBe(seconds)
})

test.each(['', 'daily', '0 2 * *', '0 2 * * * *', '0 0 31 2 *', '61 2 * * *'])('%s gives none', expression => {
  expect(longestPauseSeconds(cron(expression))).toBeUndefined()
})
