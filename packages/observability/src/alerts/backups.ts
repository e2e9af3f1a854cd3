import type { ObservedBackup, ObservedTextfile } from '../metrics/observed.ts'
import { matching } from '../metrics/selector.ts'
import { type AlertRule, type Runbooks, rule } from './rule.ts'

const day = 86_400

/** The newest archive is older than the schedule allows, or was when it was last heard of. */
export function backupTooOld(backup: ObservedBackup, runbooks: Runbooks): AlertRule {
  const allowed = backup.periodSeconds + backup.graceSeconds
  // An unreadable repository has no age at all: the last known one goes on growing.
  const memory = `[${Math.ceil((2 * allowed) / day)}d]`
  const newest = `last_over_time(borgmatic_last_archive_timestamp${matching(backup.series)}${memory})`
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

/** The collector cannot read the repository, or tells nothing; it may look but once an hour. */
export function backupUnreadable(backup: ObservedBackup, runbooks: Runbooks): AlertRule {
  const up = `borgmatic_up${matching(backup.series)}`
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
    expr: `borgmatic_last_run_success${all} == 0 and borgmatic_last_run_timestamp_seconds${all} > 0`,
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
