import { cron, daily } from '@homelab/estate/model'
import { describe, expect, test } from 'vitest'
import { calendarIntervals } from './calendar.ts'

describe('times that a host can say', () => {
  test('every day at a time', () => {
    expect(calendarIntervals(daily(2))).toEqual([{ Minute: 0, Hour: 2 }])
  })

  test('lists and steps become entries, one for each combination', () => {
    expect(calendarIntervals(cron('0,30 */12 * * *'))).toEqual([
      { Minute: 0, Hour: 0 },
      { Minute: 0, Hour: 12 },
      { Minute: 30, Hour: 0 },
      { Minute: 30, Hour: 12 },
    ])
  })

  test('both 0 and 7 are Sunday', () => {
    expect(calendarIntervals(cron('0 4 * * 7'))).toEqual(calendarIntervals(cron('0 4 * * 0')))
    expect(calendarIntervals(cron('0 4 * * */7'))).toEqual([{ Minute: 0, Hour: 4, Weekday: 0 }])
  })

  test.each([
    ['a day of the month and a day of the week', '0 0 1 * 1'],
    ['names', '0 0 * * sun'],
    ['values out of range', '60 0 * * *'],
    ['a range that runs backwards', '0 5-3 * * *'],
    ['four fields', '0 0 * *'],
    ['more entries than anybody reads', '*/2 */2 * * *'],
  ])('has no way to say %s', (_, expression) => {
    expect(calendarIntervals(cron(expression))).toBeUndefined()
  })
})
