import { Cron } from 'croner'
import type { Schedule } from '../schedule.ts'

const day = 86_400

/** A midnight: fixed, since nothing here reads the clock. */
const anyMidnight = new Date('2024-01-01T00:00:00Z')
/** How many days with runs are looked at: five years of a monthly schedule. */
const daysSeen = 60

/**
 * The longest time between two runs of a schedule, in seconds, as if no clock were ever changed; `undefined` for one
 * that cannot be read or never fires.
 */
export function longestPauseSeconds({ cron }: Schedule): number | undefined {
  const [minute, hour, ...days] = cron.trim().split(/\s+/)
  try {
    const times = runsOf(`${minute} ${hour} * * *`, (_, time) => time < day)
    const dates = runsOf(`0 0 ${days.join(' ')}`, seen => seen < daysSeen)
    const [first, last] = [times[0], times.at(-1)]
    if (first === undefined || last === undefined || dates.length === 0) return undefined
    return Math.max(...pauses(times), ...pauses(dates).map(pause => pause + first - last))
  } catch {
    return undefined
  }
}

/** The runs from the fixed midnight on, itself included, while they are wanted; in seconds after it. */
function runsOf(expression: string, wanted: (seen: number, time: number) => boolean): number[] {
  // An offset instead of a time zone: croner asks Intl for zones, which takes a hundred times as long.
  const cron = new Cron(expression, { mode: '5-part', utcOffset: 0 })
  const times: number[] = []
  let run = cron.nextRun(new Date(anyMidnight.getTime() - 1000))
  while (run !== null) {
    const time = (run.getTime() - anyMidnight.getTime()) / 1000
    if (!wanted(times.length, time)) break
    times.push(time)
    run = cron.nextRun(run)
  }
  return times
}

function pauses(times: readonly number[]): number[] {
  return times.slice(1).map((time, index) => time - (times[index] ?? time))
}
