import { type Difference, difference } from '@homelab/estate'

/** What an operator of an append-only repository must know; the README of the role prints it. */
export const appendOnlyNotes: readonly string[] = [
  [
    'The repository is append-only: pruning marks archives as deleted, and no run of borg frees their space, so a mistake',
    'can be rolled back. It binds borg alone: whoever can write to the share can destroy the folder. The price is space,',
    'which only grows, so `compact` is left out. When the share fills, look at the list of archives and compact by hand:',
    'https://borgbackup.readthedocs.io/en/stable/usage/notes.html#append-only-mode-forbid-compaction says how. The setting',
    'is written into the repository when it is made; changing it here changes only what the maintenance runs.',
  ].join('\n'),
  [
    '`borgmatic-run ACTION…` is what the jobs run, and what to run by hand: it waits for the share, for the database',
    'servers where it is to dump them, and for another run, each for a while, and then fails and says what is missing. Run',
    'borgmatic itself only to look: a second run removes the dumps of the first. `borgmatic-run repo-create` makes the',
    'repository, once; no backup does.',
  ].join('\n'),
  [
    '`borgmatic-restore-test FOLDER` restores the newest archive below a scratch folder, loads its dumps into a scratch',
    'PostgreSQL without a network address, has SQLite check its copies, compares all with what it came from, and reports.',
    'What changed since the archive was begun is counted, and was checked by borg against the sums that it kept. A SQLite',
    'database that was saved as a file is named, and fails the test where it is malformed. It never writes to live data.',
    '`playbooks/restore-test.yml` runs it.',
  ].join('\n'),
]

/** facts A8, O1 */
export const borgmaticDifferences: readonly Difference[] = [
  difference('retention and checks', {
    today:
      'the schedule runs only `create`; retention is configured and never applied, and nothing checks the repository',
    now: 'a second LaunchAgent, `mcquack.eblume.borgmatic-maintenance`, runs `prune` and `check` on Sundays at 04:00; it does not start when it is loaded',
    why: 'archives piled up, and a backup that nobody checks is a hope; `compact` stays out while the repository is append-only',
    facts: 'A8, O1',
    settles: ['ansible.md: Borgmatic action', 'operations.md: Retention'],
    adoption:
      'the first maintenance run marks years of archives beyond the retention as deleted; append-only keeps them recoverable until somebody compacts',
  }),
  difference('configuration of borgmatic', {
    today: 'no checks, no waiting for locks, no hooks',
    now: '`checks`, `lock_wait`, and `commands` that record how each action ended; it takes borgmatic 2.0.3 or newer, and the role stops before it changes anything where there is none',
    why: 'success, failure and age of backups and checks become metrics; two runs wait for each other',
    facts: 'A8',
  }),
  difference('recorder, its records and the restore test', {
    today: 'none',
    now: '`~/.local/bin/borgmatic-record`, `~/.local/state/borgmatic-runs` and `~/.local/bin/borgmatic-restore-test`',
    why: 'a backup that was never restored is a hope',
    facts: 'A8, O1',
  }),
  difference('when a backup runs', {
    today:
      'at 02:00, and whenever the job is loaded: at each login and each change of its property list, which ends a run that goes on and begins another',
    now: 'at 02:00 alone, through `~/.local/bin/borgmatic-run`: it waits up to an hour for the share and the database servers, and then fails and says what is missing; a second run waits for the first. The role waits ten minutes for the end of a run (`borgmatic_run_wait_seconds`) before it changes a property list, and stops where it goes on',
    why: 'a run after a login found neither share nor cluster, and its failure stood until the next night; a deployment ended backups',
    facts: 'A8, O1',
    adoption:
      'the first play writes new property lists: not while a backup runs, or it waits for its end, and after ten minutes stops and says so',
  }),
  difference('how the repository of the backups is made', {
    today: 'not recorded',
    now: '`borgmatic-run repo-create`, once, by the guide that starts from nothing: never while the share is not mounted, never where there is one',
    why: 'a folder below a mount point takes a repository as well, and hides under the share later',
    facts: 'O1',
  }),
  difference('programs of the backups and collectors', {
    today: 'borg, jq and the programs of PostgreSQL are called, and installed by nobody',
    now: 'the formulae `borgbackup`, `jq` and `postgresql@18` are packages of the roles that call them, as minikube and kubectl are of their collector; what is installed stays at its version',
    why: 'a new host would have no backup',
    facts: 'A8, A10, A12, A13',
  }),
  difference('SQLite databases', {
    today: 'Forgejo’s database is read as a file among the others while Forgejo writes it',
    now: 'before each run `/usr/bin/sqlite3` copies it to `~/.local/state/borgmatic-copies`, at one moment; the copy is saved and removed, and the file, with `-wal`, `-shm` and `-journal`, is left out (`exclude_patterns`)',
    why: 'with somebody writing, what the archives hold is malformed, also where nothing says so; while it is copied, Forgejo waits to write (about a second for 128 MB)',
    facts: 'A8, O1',
    adoption:
      'archives made before keep the file as it was read: look at it with `pragma integrity_check` before trusting it. `sqlite3` is Apple’s own; Full Disk Access is among the steps by hand',
  }),
  difference('what borg only warns of', {
    today: 'a folder that may not be read, or a file that cannot be, is left out, and the run counts as a success',
    now: '`borg_exit_codes` makes such warnings errors: the run fails and is recorded so; a folder that cannot be opened ends it before anything is saved, by its name. A file that changed while it was read stays a warning with borg 1.4, and is an error with older ones, which do not tell them apart',
    why: 'macOS keeps folders from jobs of launchd, and nobody noticed that they were missing',
    facts: 'A8',
    adoption: 'the first run fails where something cannot be read that never was saved: its log names it',
  }),
  difference('series of the backups', {
    today: 'no label tells of which repository they are',
    now: 'label `repository` on all of them, and `borgmatic_source_files` beside the sizes',
    why: 'the alerts of a second repository read the first one’s series: one that never ran was green. Sources that are empty, or that lost half of what they had, alert',
    facts: 'A10',
    adoption: 'series without the label end, so graphs show a second line from then on',
  }),
  difference('groups of the sizes by source', {
    today: 'a list in the script that still names three folders which are no longer saved',
    now: 'the folders that are saved, under the names of their volumes',
    why: 'the list and the configuration parted',
    facts: 'A10',
    settles: 'ansible.md: Source groups',
  }),
]
