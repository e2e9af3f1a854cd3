import { cron } from '@homelab/estate/model'
import { expect, test } from 'vitest'
import { onCalendar } from './on-calendar.ts'

test.each([
  ['30 4 * * *', ['*-*-* 04:30:00']],
  ['0 4 * * 0', ['Sun *-*-* 04:00:00']],
  ['* * 1 6 *', ['*-06-01 *:*:00']],
])('%s', (expression, expected) => {
  expect(onCalendar(cron(expression))).toEqual(expected)
})
