import { type Difference, difference } from '@homelab/estate/model'

/** Where the collector parts from what was observed, for the differences of its service (facts A10). */
export const borgmaticMeasuredDifferences: readonly Difference[] = [
  difference('a list of archives that fails', {
    today: 'exit status 1, and the file of the last run stays',
    now: '`borgmatic_up 0`; also when the newest archive cannot be read',
    why: 'old values look like fresh ones, and backups that cannot be listed are no backups',
    facts: 'A10',
  }),
  difference('start of the newest archive', {
    today: 'local time, read as local time: ambiguous for an hour when the clocks change',
    now: 'borg is asked in UTC',
    why: 'an age must not depend on the season',
    facts: 'A10',
  }),
  difference('`source` of `borgmatic_source_size_bytes`', {
    today: 'a fixed list, with `Pictures`, `devpi` and `Loki`, which are no longer saved',
    now: 'derived from the source directories; each is written, with 0 when the archive holds nothing of it',
    why: 'a directory that fell out of the backup shows as 0 and not as a missing line',
    facts: 'A10',
  }),
  difference('outcome and age of the runs', {
    today: 'not measured',
    now: '`borgmatic_last_run_success` and `borgmatic_last_run_timestamp_seconds` by `action`, also while the repository is away',
    why: 'alert rules need the age of the last backup, check and restore test',
    facts: 'A10',
  }),
]
