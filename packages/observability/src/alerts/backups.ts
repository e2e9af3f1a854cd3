import { matching, oneOf } from '../drawing/selector.ts'
import type { ObservedBackup, ObservedTextfile } from '../metrics/observed.ts'
import { type AlertRule, type Runbooks, rule } from './rule.ts'

const day = 86_400

/** The newest archive is older than the schedule allows, or was when it was last heard of. */
export function backupTooOld(backup: ObservedBackup, runbooks: Runbooks): AlertRule {
  const allowed = backup.periodSeconds + backup.graceSeconds
  // An unreadable repository has no age at all: the last known one goes on growing.
  const memory = `[${Math.ceil((2 * allowed) / day)}d]`
  const newest = `last_over_time(${backup.metrics.newest}${matching(backup.series)}${memory})`
  return rule(backup, runbooks, {
    alert: 'BackupTooOld',
    expr: `time() - ${newest} > ${allowed}`,
    for: '15m',
    severity: 'critical',
    summary: `${backup.title}: the last backup is too old`,
    description:
      'The newest archive was begun {{ $value | humanizeDuration }} ago: a planned run failed or did not start.',
    labels: { backup: backup.title },
  })
}

/** No archive was ever seen: there is no age to alert of. Neither is there one while the repository cannot be read. */
export function backupNeverMade(backup: ObservedBackup, runbooks: Runbooks): AlertRule {
  const all = matching(backup.series)
  const neverRan = `${backup.metrics.lastRun}${matching({ ...backup.series, action: backup.metrics.makes })} == 0`
  return rule(backup, runbooks, {
    alert: 'BackupNeverMade',
    expr: `${backup.metrics.count}${all} == 0 or ${neverRan} and on (repository) ${backup.metrics.readable}${all} == 0`,
    // A new repository has until its first run is due.
    for: duration(backup.periodSeconds + backup.graceSeconds),
    severity: 'critical',
    summary: `${backup.title}: no backup was ever made`,
    description:
      'The repository holds no archive that is whole, or is not there, and no run is known: its job does not start, or fails.',
    labels: { backup: backup.title },
  })
}

/** What a source had that the newest archive has not, and a source of which no archive has anything. */
export function backupSources(backup: ObservedBackup, runbooks: Runbooks): readonly AlertRule[] {
  if (backup.sources.length === 0) return []
  const allowed = backup.periodSeconds + backup.graceSeconds
  const memory = `[${Math.max(7, Math.ceil((2 * allowed) / day))}d]`
  const half = (metric: string): string => {
    const all = metric + matching(backup.series, oneOf('source', backup.sources))
    return `${all} < 0.5 * max_over_time(${all}${memory})`
  }
  const labels = { backup: backup.title }
  return [
    rule(backup, runbooks, {
      alert: 'BackupSourceShrank',
      expr: `${half(backup.metrics.sourceFiles)} or ${half(backup.metrics.sourceBytes)}`,
      for: '15m',
      severity: 'warning',
      summary: `${backup.title}: a source lost half of what it had`,
      description:
        '{{ $labels.source }} has less than half of the files or bytes of days ago: somebody deleted them, or they cannot be read.',
      labels,
    }),
    rule(backup, runbooks, {
      alert: 'BackupSourceEmpty',
      expr: `${backup.metrics.sourceFiles}${matching(backup.series, oneOf('source', backup.sources))} == 0`,
      // One that is new to the backups is empty until the next run.
      for: duration(allowed),
      severity: 'critical',
      summary: `${backup.title}: nothing of a source is saved`,
      description: 'The newest archive has no file of {{ $labels.source }}: its folder is empty, or cannot be read.',
      labels,
    }),
  ]
}

/** As Prometheus writes it, rounded up to minutes. */
function duration(seconds: number): string {
  return `${Math.ceil(seconds / 60)}m`
}

/** The collector cannot read the repository, or tells nothing; it may look but once an hour. */
export function backupUnreadable(backup: ObservedBackup, runbooks: Runbooks): AlertRule {
  const up = `${backup.metrics.readable}${matching(backup.series)}`
  return rule(backup, runbooks, {
    alert: 'BackupUnreadable',
    expr: `${up} == 0 or absent(${up})`,
    for: '2h',
    severity: 'warning',
    summary: `${backup.title}: the repository cannot be read`,
    description:
      'Its disk is not mounted, its key is missing, or the collector does not run: the age of backups is unknown.',
    labels: { backup: backup.title },
  })
}

/** The last run of an action failed: the next may be a week away, and a check that fails speaks of a broken repository. */
export function backupActionFailed(backup: ObservedBackup, runbooks: Runbooks): AlertRule {
  const all = matching(backup.series)
  return rule(backup, runbooks, {
    alert: 'BackupActionFailed',
    // An action that never ran has not failed.
    expr: `${backup.metrics.lastRunGood}${all} == 0 and ${backup.metrics.lastRun}${all} > 0`,
    for: '5m',
    severity: 'warning',
    summary: `${backup.title}: a run failed`,
    description: 'The last run of {{ $labels.action }} ended with an error: see its log, and run it again.',
    labels: { backup: backup.title },
  })
}

/** A collector missed three of its runs; what its file says is old. */
export function textfileStale(textfile: ObservedTextfile, runbooks: Runbooks): AlertRule {
  const written = `node_textfile_mtime_seconds${matching({ ...textfile.series, file: textfile.file })}`
  const allowed = Math.max(3 * textfile.periodSeconds, 300)
  return rule(textfile, runbooks, {
    alert: 'TextfileStale',
    expr: `time() - ${written} > ${allowed} or absent(${written})`,
    for: '10m',
    severity: 'warning',
    summary: `${textfile.title} are out of date`,
    description: `Nothing writes ${textfile.file}: its collector fails, or is not loaded. The dashboards show old values.`,
    labels: { file: textfile.file },
  })
}
