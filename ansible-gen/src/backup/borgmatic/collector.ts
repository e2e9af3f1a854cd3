import { type CollectorProps, type Metric, renderCollector } from '../../collectors/script.ts'
import type { RecordedAction } from './recorder.ts'

const cacheStatistics: readonly Metric[] = [
  { name: 'borgmatic_repo_original_size_bytes', help: 'Size of all archives, before compression and deduplication.' },
  { name: 'borgmatic_repo_compressed_size_bytes', help: 'Size of all archives, compressed, not deduplicated.' },
  { name: 'borgmatic_repo_deduplicated_size_bytes', help: 'Size of the repository: compressed and deduplicated.' },
  { name: 'borgmatic_repo_total_chunks', help: 'Chunks that the archives refer to.' },
  { name: 'borgmatic_repo_unique_chunks', help: 'Chunks that the repository stores.' },
]

const archiveMetrics: readonly Metric[] = [
  { name: 'borgmatic_last_archive_original_size_bytes', help: 'Size of the newest archive.' },
  { name: 'borgmatic_last_archive_compressed_size_bytes', help: 'Size of the newest archive, compressed.' },
  { name: 'borgmatic_last_archive_deduplicated_size_bytes', help: 'What only the newest archive needs.' },
  { name: 'borgmatic_last_archive_files', help: 'Files in the newest archive.' },
  { name: 'borgmatic_last_archive_timestamp', help: 'When the newest archive was begun, in Unix seconds; 0: unknown.' },
  { name: 'borgmatic_last_archive_duration_seconds', help: 'How long the newest archive took.' },
  {
    name: 'borgmatic_source_size_bytes',
    help: 'Size of the files in the newest archive, by where they come from.',
    labels: ['source'],
  },
  {
    name: 'borgmatic_source_files',
    help: 'Files in the newest archive, by where they come from.',
    labels: ['source'],
  },
]

const runMetrics: readonly Metric[] = [
  {
    name: 'borgmatic_last_run_success',
    help: '1 when the last run of the action succeeded; 0 when it failed, or never ran.',
    labels: ['action'],
  },
  {
    name: 'borgmatic_last_run_timestamp_seconds',
    help: 'When the last run of the action ended, in Unix seconds; 0: never.',
    labels: ['action'],
  },
]

const everyMetric: readonly Metric[] = [
  { name: 'borgmatic_up', help: '1 when the backup repository and its newest archive can be read.' },
  ...cacheStatistics,
  { name: 'borgmatic_archive_count', help: 'Archives in the repository.' },
  ...archiveMetrics,
  ...runMetrics,
]

/** facts A10; beyond them the two `borgmatic_last_run_*`, `borgmatic_source_files`, and the repository that each is of. */
export const borgmaticMetrics: readonly Metric[] = everyMetric.map(({ labels = [], ...metric }) => ({
  ...metric,
  labels: ['repository', ...labels],
}))

/** A place that the backup saves, by the first part of the paths in an archive. */
interface SourceGroup {
  /** The metric's `source`. */
  readonly label: string
  /** As in the configuration: absolute. Matches the folder itself and all below it. */
  readonly pathPrefix: string
}

export interface BorgmaticCollectorProps extends CollectorProps {
  /** Absolute paths of the programs. */
  readonly borg: string
  readonly jq: string
  /** As borg addresses it. */
  readonly repository: string
  /** What people call it: label `repository` of every series, since a host may have several. */
  readonly label: string
  /** The command that prints the repository's passphrase (`BORG_PASSCOMMAND`); never the passphrase. */
  readonly passCommand: string
  /** Derived from the source directories; the first match counts. */
  readonly groups: readonly SourceGroup[]
  /** Whether databases of MariaDB servers are dumped. */
  readonly mariadb?: boolean
  /** The folder of the recorder's files, absolute. */
  readonly records: string
  readonly actions: readonly RecordedAction[]
  /** For each single question to borg. */
  readonly timeoutSeconds: number
  /** How long a question waits for a backup that holds the repository's lock. */
  readonly lockWaitSeconds: number
}

// What borgmatic itself puts into an archive: dumps and the configuration
// (https://torsion.org/borgmatic/how-to/backup-your-databases/). Before borg 1.4 these paths begin with the temporary
// folder that they were streamed from, so they match anywhere in a path.
function ownGroups(mariadb: boolean): readonly string[] {
  return [
    '**/borgmatic/postgresql_databases\tPostgreSQL',
    ...(mariadb ? ['**/borgmatic/mariadb_databases\tMariaDB'] : []),
    '**/borgmatic\tborgmatic_metadata',
  ]
}

/** Size, age and outcome of the backups that borgmatic makes with borg 1.x. */
export function borgmaticCollector(props: BorgmaticCollectorProps): string {
  const { marker, output, borg, jq, repository, label, passCommand, groups, records, actions } = props
  return renderCollector({
    marker,
    output,
    about: 'Writes for the textfile collector the size, age and outcome of the backups.',
    constants: {
      BORG: borg,
      JQ: jq,
      REPOSITORY: repository,
      LABEL: label,
      PASS_COMMAND: passCommand,
      SOURCE_GROUPS: [...groups.map(groupLine), ...ownGroups(props.mariadb === true)].join('\n'),
      RECORDS: records,
      ACTIONS: actions.join(' '),
      TIMEOUT_SECONDS: props.timeoutSeconds,
      LOCK_WAIT_SECONDS: props.lockWaitSeconds,
    },
    metrics: borgmaticMetrics,
    helpers: ['limited'],
    body,
  })
}

/** Paths in an archive have no leading slash. Throws on a label or path that would read as two fields or lines. */
function groupLine({ label, pathPrefix }: SourceGroup): string {
  const prefix = pathPrefix.replace(/^\/+/, '').replace(/\/+$/, '')
  if (label === '' || prefix === '' || /[\t\n]/.test(label + prefix)) {
    throw new Error(`unfit source group ${JSON.stringify({ label, pathPrefix })}`)
  }
  return `${prefix}\t${label}`
}

// Borg's answers: https://borgbackup.readthedocs.io/en/stable/internals/frontends.html#json-output. Its times are
// local and name no zone, so it is asked in UTC. In the list of files a line feed in a name becomes a question mark.
const body = String.raw`
export BORG_PASSCOMMAND="$PASS_COMMAND" TZ=UTC0
readonly STARTED='try (.start | sub("[.+Z].*"; "") | strptime("%Y-%m-%dT%H:%M:%S") | mktime) catch 0'

collect() {
  ask info --json "$REPOSITORY" >"$SCRATCH/repository"
  ask list --json --sort-by timestamp "$REPOSITORY" >"$SCRATCH/archives"
  newest=$("$JQ" --raw-output '.archives | last | .archive // empty' "$SCRATCH/archives")
  only borgmatic_up 1
  only borgmatic_repo_original_size_bytes "$(statistic total_size)"
  only borgmatic_repo_compressed_size_bytes "$(statistic total_csize)"
  only borgmatic_repo_deduplicated_size_bytes "$(statistic unique_csize)"
  only borgmatic_repo_total_chunks "$(statistic total_chunks)"
  only borgmatic_repo_unique_chunks "$(statistic total_unique_chunks)"
  only borgmatic_archive_count "$("$JQ" '.archives | length' "$SCRATCH/archives")"
  if [ -n "$newest" ]; then archive "$REPOSITORY::$newest"; fi
  runs
}

# of METRIC VALUE [LABEL VALUE]...: a sample of the repository.
of() {
  name=$1 number=$2
  shift 2
  sample "$name" "$number" repository "$LABEL" "$@"
}

# only METRIC VALUE: its only sample.
only() {
  family "$1"
  of "$1" "$2"
}

ask() {
  limited "$TIMEOUT_SECONDS" "$BORG" --lock-wait "$LOCK_WAIT_SECONDS" "$@"
}

statistic() {
  "$JQ" ".cache.stats.$1" "$SCRATCH/repository"
}

# archive REPOSITORY::NAME
archive() {
  ask info --json "$1" >"$SCRATCH/archive"
  ask list --format '{type} {size} {path}{NUL}' "$1" >"$SCRATCH/files"
  sizes >"$SCRATCH/sizes"
  only borgmatic_last_archive_original_size_bytes "$(newest .stats.original_size)"
  only borgmatic_last_archive_compressed_size_bytes "$(newest .stats.compressed_size)"
  only borgmatic_last_archive_deduplicated_size_bytes "$(newest .stats.deduplicated_size)"
  only borgmatic_last_archive_files "$(newest .stats.nfiles)"
  only borgmatic_last_archive_timestamp "$(newest "$STARTED")"
  only borgmatic_last_archive_duration_seconds "$(newest '.duration // 0')"
  family borgmatic_source_size_bytes
  while read -r size files source; do
    of borgmatic_source_size_bytes "$size" source "$source"
  done <"$SCRATCH/sizes"
  family borgmatic_source_files
  while read -r size files source; do
    of borgmatic_source_files "$files" source "$source"
  done <"$SCRATCH/sizes"
}

newest() {
  "$JQ" ".archives[0] | $1" "$SCRATCH/archive"
}

# sizes: the bytes and the files of each source group, and of what is in none.
sizes() {
  printf '%s\n' "$SOURCE_GROUPS" >"$SCRATCH/groups"
  tr '\n\000' '?\n' <"$SCRATCH/files" | awk -v groups="$SCRATCH/groups" '
    BEGIN {
      while ((getline line < groups) > 0) {
        split(line, part, "\t")
        label[++count] = part[2]
        anywhere[count] = substr(part[1], 1, 3) == "**/"
        folder[count] = "/" substr(part[1], anywhere[count] ? 4 : 1) "/"
      }
      label[count + 1] = "other"
    }
    {
      type = substr($0, 1, 1)
      bytes = $2
      path = "/" substr($0, length($2) + 4) "/"
      for (i = 1; i <= count; i++) {
        at = index(path, folder[i])
        if (at == 1 || (at && anywhere[i])) break
      }
      size[label[i]] += bytes
      # Regular files, and further names of such.
      if (type == "-" || type == "h") files[label[i]]++
    }
    END {
      for (i = 1; i <= count + 1; i++) if (!seen[label[i]]++) printf "%.0f %.0f %s\n", size[label[i]], files[label[i]], label[i]
    }'
}

runs() {
  family borgmatic_last_run_success
  for action in $ACTIONS; do
    of borgmatic_last_run_success "$(recorded "$action" 'if .success then 1 else 0 end')" action "$action"
  done
  family borgmatic_last_run_timestamp_seconds
  for action in $ACTIONS; do
    of borgmatic_last_run_timestamp_seconds "$(recorded "$action" '(.finished | numbers) // 0')" action "$action"
  done
}

# recorded ACTION FILTER: 0 without a record, or with one that cannot be read.
recorded() {
  [ -r "$RECORDS/$1.json" ] && "$JQ" "$2" "$RECORDS/$1.json" || echo 0
}

down() {
  only borgmatic_up 0
  runs
}
`
