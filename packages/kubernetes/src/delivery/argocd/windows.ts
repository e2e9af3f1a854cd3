import { type Cluster, type Finding, isTimeZone } from '@homelab/estate/model'
import { didYouMean } from '@homelab/estate/nearest'
import { scheduleProblem } from '@homelab/estate/schedule-problem'
import { fits } from '../../compare/glob.ts'
import { argoCdOf, type SyncWindow } from './settings.ts'

/** The windows that select an Application: those that name none select all. */
export function windowsOf(windows: readonly SyncWindow[], application: string): readonly SyncWindow[] {
  return windows.filter(({ applications = ['*'] }) => applications.some(pattern => fits(pattern, application)))
}

/** A clause, Markdown. */
export function windowText({ kind, schedule, duration, timeZone = 'UTC', manualSync }: SyncWindow): string {
  const word = kind === 'allow' ? 'within' : 'not within'
  return `${word} \`${duration}\` from \`${schedule}\` (${timeZone})${manualSync === true ? ', but by hand' : ''}`
}

/**
 * Windows that Argo CD refuses, by which no Application of the project is synced any more; that it takes for others, or that do
 * nothing.
 *
 * @param applications all of the project, by name
 */
export function checkWindows(cluster: Cluster, applications: readonly string[], file: string): Finding[] {
  const { windows = [] } = argoCdOf(cluster)
  return windows.flatMap((window, index) =>
    wrongIn(window, applications).map(
      (wrong): Finding => ({ where: { subject: cluster.name, path: `delivery.windows.${index}`, file }, ...wrong }),
    ),
  )
}

type Wrong = Omit<Finding, 'where'>

function wrongIn(window: SyncWindow, all: readonly string[]): readonly Wrong[] {
  return [...wrongSchedule(window), ...wrongDuration(window), ...wrongTimeZone(window), ...unselected(window, all)]
}

/**
 * The fields as the parser of Argo CD takes them, which has no `L`, `W` and `#`, and Sunday as 0 alone:
 * https://pkg.go.dev/github.com/robfig/cron/v3
 */
const fields = /^(?:[\d*?/,-]+\s+){3}[\d*?/,A-Za-z-]+\s+[0-689*?/,A-Za-z-]+$/

function wrongSchedule({ schedule }: SyncWindow): readonly Wrong[] {
  const problem =
    scheduleProblem(schedule) ??
    (fields.test(schedule.trim()) ? undefined : 'the schedule has a sign that Argo CD cannot read')
  if (problem === undefined) return []
  return [
    {
      ...{ code: 'invalid-schedule', problem, got: JSON.stringify(schedule) },
      expected: 'minute, hour, day of month, month, day of week (0 to 6)',
      fix: 'correct the schedule',
    },
  ]
}

/** https://pkg.go.dev/time#ParseDuration, of which a window needs something above zero. */
const durations = /^(?:\d+(?:\.\d+)?(?:h|m|s))+$/

function wrongDuration({ duration }: SyncWindow): readonly Wrong[] {
  const isRead = durations.test(duration)
  if (isRead && /[1-9]/.test(duration)) return []
  return [
    {
      code: 'invalid-quantity',
      problem: isRead ? 'the window is shut as soon as it opens' : 'Argo CD cannot read how long the window is open',
      got: JSON.stringify(duration),
      expected: 'a time in hours and minutes: 1h30m',
      fix: 'correct it',
    },
  ]
}

function wrongTimeZone({ timeZone }: SyncWindow): readonly Wrong[] {
  if (timeZone === undefined || isTimeZone(timeZone)) return []
  const known = Intl.supportedValuesOf('timeZone')
  return [
    {
      code: 'unknown-word',
      problem: `no time zone has this name, and Argo CD takes it for UTC${didYouMean(timeZone, known)}`,
      got: timeZone,
      fix: 'correct its name',
    },
  ]
}

function unselected({ applications = ['*'] }: SyncWindow, all: readonly string[]): readonly Wrong[] {
  if (applications.length === 0)
    return [
      {
        code: 'empty-setting',
        problem: 'the window selects no Application',
        got: '[]',
        fix: 'name some, or leave `applications` out: then it selects all',
      },
    ]
  return applications
    .filter(pattern => !all.some(name => fits(pattern, name)))
    .map(pattern => ({
      code: 'unprovided-reference',
      problem: `no Application has a name like this${didYouMean(pattern, all)}`,
      got: pattern,
      fix: 'correct it, or leave it out',
    }))
}
