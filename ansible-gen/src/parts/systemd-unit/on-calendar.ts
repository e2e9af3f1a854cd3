import type { Schedule } from '@homelab/estate/model'
import { calendarIntervals } from '../../host/calendar.ts'

const weekdays = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'] as const

/** A cron expression for `OnCalendar`: https://www.freedesktop.org/software/systemd/man/latest/systemd.time.html */
export function onCalendar(schedule: Schedule): readonly string[] | undefined {
  const two = (value: number | undefined): string => (value === undefined ? '*' : String(value).padStart(2, '0'))
  return calendarIntervals(schedule)?.map(({ Minute, Hour, Day, Month, Weekday }) => {
    const weekday = Weekday === undefined ? '' : `${weekdays[Weekday] ?? ''} `
    return `${weekday}*-${two(Month)}-${two(Day)} ${two(Hour)}:${two(Minute)}:00`
  })
}
