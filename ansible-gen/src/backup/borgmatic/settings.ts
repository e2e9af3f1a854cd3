import { defineSlot, made, type Slot } from '@homelab/estate/model'
import type { RequiredVersion } from '../../host/files.ts'

/** What borgmatic saves is derived: the folders and databases of all services that say `saved` or `dumped`. */
export interface BorgmaticSettings {
  /** The configuration file, absolute. */
  readonly configuration: string
  /** The program that runs borgmatic, with arguments before borgmatic's own. */
  readonly command: readonly [string, ...string[]]
  /** Absolute paths of the programs. */
  readonly borg: string
  readonly jq: string
  /** The folder of PostgreSQL's programs: `pg_dump`, `pg_restore`, `initdb`… */
  readonly postgresPrograms: string
  /** Their major version. `pg_dump` refuses a server of a newer one. */
  readonly postgresVersion: number
  /** Where SQLite databases are saved, too. */
  readonly sqlite?: {
    /** `sqlite3`, absolute. */
    readonly program: string
    /** The folder in which copies lie while they are saved, each at its database's own path; absolute, of this tool alone. */
    readonly copies: string
  }
  /** Where databases of MariaDB servers are dumped, too. Who makes the backups is an account there, by its socket. */
  readonly mariadb?: {
    /** The folder of its programs, absolute: `mariadb`, `mariadb-dump`, `mariadb-admin` and `mariadb-install-db`. */
    readonly programs: string
    /** `mariadbd`, absolute: what the restore test loads the dumps into. */
    readonly server: string
  }
  readonly repository: {
    readonly path: string
    /** Where the share is mounted on which it lies: while it is not, nothing is written there. */
    readonly mountPoint?: string
    readonly label: string
    readonly encryption: 'repokey' | 'repokey-blake2' | 'keyfile'
    /** Nothing is ever deleted for good, so space is never freed: `compact` is left out. */
    readonly appendOnly: boolean
  }
  /** Prints the passphrase. */
  readonly passCommand: string
  /** How many archives are kept. */
  readonly keep: { readonly daily: number; readonly monthly: number; readonly yearly: number }
  readonly checks: readonly BorgmaticCheck[]
  /** How long a run waits for another that holds the repository. */
  readonly lockWaitSeconds: number
  /** How long a run waits for the share and the database servers; then it fails. */
  readonly waitSeconds: number
  /** The script that runs borgmatic, absolute: one run at a time, when what it needs is there. */
  readonly runner: string
  /** The script that records how each action ended, and the folder of its records; absolute. */
  readonly recorder: string
  readonly records: string
}

/** https://torsion.org/borgmatic/how-to/deal-with-very-large-backups/#consistency-check-configuration */
interface BorgmaticCheck {
  readonly name: 'repository' | 'archives' | 'data' | 'extract'
  /** At most so often, as borgmatic writes it: `13 days`. Counts from the end of the last one: less than the job's step. */
  readonly frequency: string
}

export type MaintenanceAction = 'prune' | 'compact' | 'check'

/** What keeps the repository in order besides making archives. Compaction deletes for good: not when append-only. */
export function maintenance({ repository }: BorgmaticSettings): readonly MaintenanceAction[] {
  return repository.appendOnly ? ['prune', 'check'] : ['prune', 'compact', 'check']
}

/** borgmatic itself, of the first version that knows the hooks of the rendered configuration. */
export function requiredBorgmatic(
  { command }: Pick<BorgmaticSettings, 'command'>,
  environment: Readonly<Record<string, string>>,
  how: string,
): RequiredVersion {
  // `states` of `commands`: https://torsion.org/borgmatic/reference/configuration/command-hooks/
  return made({ program: 'borgmatic', ask: [...command, '--version'], environment, atLeast: '2.0.3', how })
}

export const borgmaticSlot = defineSlot<BorgmaticSettings>('borgmatic.yaml')
export const recorderSlot = defineSlot<BorgmaticSettings>('borgmatic-recorder')
export const runSlot = defineSlot<BorgmaticSettings>('borgmatic-run')
/** The collector of the repository's metrics. What it asks is in the settings. */
export interface MeasureSettings {
  readonly settings: BorgmaticSettings
  /** For each single question to borg. */
  readonly timeoutSeconds: number
  /** How long a question waits for a backup that holds the repository's lock. */
  readonly lockWaitSeconds: number
}

export const measureSlot = defineSlot<MeasureSettings & { readonly textfile: string }>('borgmatic-metrics')
export const restoreTestSlot = defineSlot<BorgmaticSettings>('borgmatic-restore-test')

/** borgmatic's configuration. */
export function borgmaticConfiguration(settings: BorgmaticSettings): Slot {
  return borgmaticSlot.of(settings)
}

/** The script that borgmatic's hooks call after each action. */
export function borgmaticRecorder(settings: BorgmaticSettings): Slot {
  return recorderSlot.of(settings)
}

/** The script that jobs and people run borgmatic with. */
export function borgmaticRun(settings: BorgmaticSettings): Slot {
  return runSlot.of(settings)
}

/** The script that restores the newest archive into a scratch folder and compares. */
export function restoreTest(settings: BorgmaticSettings): Slot {
  return restoreTestSlot.of(settings)
}

/**
 * What a collector is told that measures the repository: `collector({ …, ...borgmaticMeasured(path, { … }) })`.
 *
 * @param textfile where its metrics are written, absolute
 */
export function borgmaticMeasured(textfile: string, props: MeasureSettings): Measured {
  const content = measureSlot.of({ textfile, ...props })
  return { textfile, exporter: 'borgmatic', content, repository: props.settings.repository.label }
}

/** A file of metrics about a repository. */
export interface Measured {
  readonly textfile: string
  readonly exporter: string
  readonly content: Slot
  readonly repository: string
}
