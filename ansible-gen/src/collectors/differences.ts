/**
 * Where the collectors part from what runs today (facts A9-A13, A15), and why; the documentation prints it.
 */
export interface Difference {
  readonly collector: 'borgmatic' | 'jellyfin' | 'power'
  readonly what: string
  readonly today: string
  readonly now: string
  readonly why: string
}

export const collectorDifferences: readonly Difference[] = [
  {
    collector: 'borgmatic',
    what: 'a list of archives that fails',
    today: 'exit status 1, and the file of the last run stays',
    now: '`borgmatic_up 0`; likewise when the newest archive cannot be read',
    why: 'old values look like fresh ones, and backups that cannot be listed are no backups',
  },
  {
    collector: 'borgmatic',
    what: 'start of the newest archive',
    today: 'local time, read as local time: ambiguous for an hour when the clocks change',
    now: 'borg is asked in UTC',
    why: 'an age must not depend on the season',
  },
  {
    collector: 'borgmatic',
    what: '`source` of `borgmatic_source_size_bytes`',
    today: 'a fixed list, with `Pictures`, `devpi` and `Loki`, which are no longer saved',
    now: 'derived from the source directories; each is written, with 0 when the archive holds nothing of it',
    why: 'a directory that fell out of the backup shows as 0 and not as a missing line',
  },
  {
    collector: 'borgmatic',
    what: 'outcome and age of the runs',
    today: 'not measured',
    now: '`borgmatic_last_run_success` and `borgmatic_last_run_timestamp_seconds` by `action`, also while the repository is away',
    why: 'alert rules need the age of the last backup, check and restore test',
  },
  {
    collector: 'jellyfin',
    what: 'a key file that is missing',
    today: 'the server is up and all other metrics are 0',
    now: '`jellyfin_api_up` is 0 as well; likewise when the API refuses the key, fails or hangs',
    why: 'no sessions and no answer are not the same',
  },
  {
    collector: 'power',
    what: 'a powermetrics that gives nothing',
    today: 'all metrics are 0',
    now: '`macos_power_up` is 0 as well',
    why: 'a machine that draws nothing and a tool that says nothing are not the same',
  },
  {
    collector: 'power',
    what: 'thermal pressure above heavy',
    today: '3 for `Critical`, a word that powermetrics does not know; `Trapping` and `Sleeping` count as 0, nominal',
    now: '3 for all of them',
    why: 'the hottest states must not look like the coolest (OSThermalNotification.h of macOS)',
  },
]
