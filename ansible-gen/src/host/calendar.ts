import type { Schedule } from '@homelab/estate/model'

/** Times at which something runs; a missing key means every. */
export type CalendarInterval = Readonly<Partial<Record<(typeof keys)[number], number>>>

const keys = ['Minute', 'Hour', 'Day', 'Month', 'Weekday'] as const

/** Smallest and largest value of each field. Weekday 7 is Sunday, as 0 is. */
const ranges = [
  [0, 59],
  [0, 23],
  [1, 31],
  [1, 12],
  [0, 7],
] as const

/**
 * A cron expression as a list of times: one entry for each combination of the values that are named. `undefined` where
 * hosts have no way to say it (day of month and day of week together, names, more than 100 entries).
 */
export function calendarIntervals({ cron }: Schedule): readonly CalendarInterval[] | undefined {
  const fields = cron.trim().split(/\s+/)
  if (fields.length !== keys.length || (fields[2] !== '*' && fields[4] !== '*')) return undefined
  let entries: readonly CalendarInterval[] = [{}]
  for (const [index, field] of fields.entries()) {
    const key = keys[index]
    const range = ranges[index]
    const values = range === undefined ? undefined : fieldValues(field, range)
    if (key === undefined || values === undefined) return undefined
    if (values !== 'every') {
      const numbers = new Set(key === 'Weekday' ? values.map(value => value % 7) : values)
      entries = entries.flatMap(entry => [...numbers].map(value => ({ ...entry, [key]: value })))
    }
    if (entries.length > 100) return undefined
  }
  return entries
}

function fieldValues(field: string, [least, most]: readonly [number, number]): readonly number[] | 'every' | undefined {
  if (field === '*') return 'every'
  const values: number[] = []
  for (const part of field.split(',')) {
    const match = /^(?:\*|(\d+)(?:-(\d+))?)(?:\/(\d+))?$/.exec(part)
    if (match === null) return undefined
    const [, from, to, step] = match
    const first = from === undefined ? least : Number(from)
    const last = from === undefined ? most : to === undefined ? (step === undefined ? first : most) : Number(to)
    const by = step === undefined ? 1 : Number(step)
    if (first < least || last > most || first > last || by < 1) return undefined
    for (let value = first; value <= last; value += by) values.push(value)
  }
  return values
}
