import { refuse, shown } from '@homelab/formats/refuse'
import { scriptFile } from '@homelab/formats/shell'
import { type CollectorProps, type Metric, renderCollector } from '../../collectors/script.ts'
import { partialPrefix } from './partial.ts'
import type { RecordedAction } from './recorder.ts'

const script = scriptFile(new URL('./collector.sh', import.meta.url))

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
  { name: 'borgmatic_archive_count', help: 'Archives in the repository that lack no database.' },
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
  return renderCollector(script, {
    marker,
    output,
    constants: {
      BORG: borg,
      JQ: jq,
      REPOSITORY: repository,
      LABEL: label,
      PASS_COMMAND: passCommand,
      SOURCE_GROUPS: [...groups.map(groupLine), ...ownGroups(props.mariadb === true)].join('\n'),
      PARTIAL: partialPrefix,
      RECORDS: records,
      ACTIONS: actions.join(' '),
      TIMEOUT_SECONDS: props.timeoutSeconds,
      LOCK_WAIT_SECONDS: props.lockWaitSeconds,
    },
    metrics: borgmaticMetrics,
  })
}

/** Paths in an archive have no leading slash. Throws on a label or path that would read as two fields or lines. */
function groupLine({ label, pathPrefix }: SourceGroup): string {
  const prefix = pathPrefix.replace(/^\/+/, '').replace(/\/+$/, '')
  if (label === '' || prefix === '' || /[\t\n]/.test(label + prefix)) {
    const got = label === '' || /[\t\n]/.test(label) ? label : pathPrefix
    refuse('shell', 'a group of sources', `got ${shown(got)} (expected some text in one line, without tabs)`, got)
  }
  return `${prefix}\t${label}`
}
