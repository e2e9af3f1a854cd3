import { defineSlot, made, type Secret, type Slot } from '@homelab/estate/model'
import { present } from '@homelab/formats/present'
import { shellQuote } from '@homelab/formats/shell'
import type { RequiredVersion } from '../../host/files.ts'

/** What borgmatic saves is derived: the folders and databases of all services that say `saved` or `dumped`. */
export interface BorgmaticSettings {
  /** Where a host has several repositories: what tells the files of this one from those of the others. */
  readonly name?: string
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
    /** Absolute, on the host itself, or on the one that is asked over SSH. */
    readonly path: string
    /** Where it is asked over SSH. */
    readonly ssh?: BorgmaticSsh
    /** Where the share is mounted on which it lies: while it is not, nothing is written there. */
    readonly mountPoint?: string
    readonly label: string
    readonly encryption: 'repokey' | 'repokey-blake2' | 'keyfile'
    /**
     * Nothing is ever deleted for good, so space is never freed: `compact` is left out. The repository itself says so where
     * it lies in a folder; over SSH the server must, by the line of the key: `borg serve --append-only`.
     */
    readonly appendOnly: boolean
    /** Who prunes and compacts it, and when, one clause, where that is not done from here: in place of `keep`. */
    readonly prunedBy?: string
  }
  /** Prints the passphrase. */
  readonly passCommand: string
  /** How many archives are kept; none where `prunedBy` says who decides that. */
  readonly keep?: BorgmaticKeep
  /**
   * What is left out of the folders that are saved: an absolute path, with all below it, or a name, which may have `*` and
   * `?`, of files and folders wherever they lie.
   */
  readonly excludes?: readonly string[]
  /** Commands of the login that run around an action. */
  readonly hooks?: readonly BorgmaticHook[]
  /** Who is told how each backup ends, and misses it where none does. */
  readonly ping?: BorgmaticPing
  readonly checks: readonly BorgmaticCheck[]
  /** How long a run waits for another that holds the repository. */
  readonly lockWaitSeconds: number
  /** How long a run waits for the share and the database servers; then it fails, without a server once it has saved all else. */
  readonly waitSeconds: number
  /** The script that runs borgmatic, absolute: one run at a time, when what it needs is there. */
  readonly runner: string
  /** The script that records how each action ended, and the folder of its records; absolute. */
  readonly recorder: string
  readonly records: string
  /** libpq's file of passwords, absolute; the one that it looks for by default. */
  readonly passwords?: string
  /** The folder for what a run has for its own time, absolute; two runs of one folder remove each other's dumps. */
  readonly runtime?: string
}

/** How many archives are kept. */
interface BorgmaticKeep {
  readonly daily: number
  readonly monthly: number
  readonly yearly: number
}

/** A server that keeps a repository, as borg asks it: https://borgbackup.readthedocs.io/en/stable/usage/general.html#repository-urls */
export interface BorgmaticSsh {
  readonly user: string
  /** Its name, or address. */
  readonly host: string
  /** 22 by default. */
  readonly port?: number
  /** The server's public key, without which nobody is believed to be it: `ssh-ed25519 AAAA…`, or the secret that holds this. */
  readonly hostKey: string | Secret
  /** The private key that it lets in, absolute: by hand, or one of the service's files. Without a passphrase. */
  readonly key: string
  /** The file with its public key, absolute. */
  readonly knownHosts: string
  /** borg itself, absolute. `borg` of the settings is the script that calls it with the two keys. */
  readonly borg: string
}

/** When a hook runs: before the action, after it when it ended well, when it failed, or in both cases. */
export const hookTimes = ['before', 'after', 'failed', 'ended'] as const

export interface BorgmaticHook {
  readonly time: (typeof hookTimes)[number]
  /**
   * `create` by default. One before it that fails, keeps it from running; one behind it that fails, fails the run, which is told
   * as a failed one, whatever was saved.
   */
  readonly of?: MaintenanceAction | 'create'
  /** A line of the shell. */
  readonly run: string
}

/** What is told of each backup. https://torsion.org/borgmatic/reference/configuration/monitoring/ */
export const pingKinds = ['healthchecks', 'uptime-kuma'] as const

export interface BorgmaticPing {
  readonly to: (typeof pingKinds)[number]
  /** Whole, with what tells it from others: who has it can say that backups are well. */
  readonly url: Secret | string
}

/** https://torsion.org/borgmatic/how-to/deal-with-very-large-backups/#consistency-check-configuration */
interface BorgmaticCheck {
  readonly name: 'repository' | 'archives' | 'data' | 'extract'
  /** At most so often, as borgmatic writes it: `13 days`. Counts from the end of the last one: less than the job's step. */
  readonly frequency: string
}

export type MaintenanceAction = 'prune' | 'compact' | 'check'

/**
 * What keeps the repository in order besides making archives. Compaction deletes for good: not when append-only. What
 * others prune is only checked.
 */
export function maintenance({ repository }: BorgmaticSettings): readonly MaintenanceAction[] {
  if (repository.prunedBy !== undefined) return ['check']
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
export const borgSlot = defineSlot<BorgmaticSsh>('borgmatic-borg')
export const knownHostsSlot = defineSlot<BorgmaticSsh>('borgmatic-known-hosts')

/** Without secrets: each stands in the one file that has it. */
function plain({ ping: _, ...settings }: BorgmaticSettings): BorgmaticSettings {
  const { ssh } = settings.repository
  return ssh === undefined ? settings : { ...settings, repository: { ...settings.repository, ssh: withoutKey(ssh) } }
}

function withoutKey(ssh: BorgmaticSsh): BorgmaticSsh {
  return made({ ...ssh, hostKey: '' })
}

/** The repository as borg addresses it. */
export function addressOf({ repository: { path, ssh } }: Pick<BorgmaticSettings, 'repository'>): string {
  if (ssh === undefined) return path
  const { user, host, port } = ssh
  return `ssh://${user}@${host.includes(':') ? `[${host}]` : host}${port === undefined ? '' : `:${port}`}${path}`
}

/**
 * The command by which borg reaches the server: as nobody else, and no other in its place. It asks nothing, since nobody is
 * there to answer, and ends where the server does not answer for two minutes.
 */
export function sshCommand({ key, knownHosts }: BorgmaticSsh): string {
  const files = `-i ${shellQuote(key)} -o UserKnownHostsFile=${shellQuote(knownHosts)} -o GlobalKnownHostsFile=/dev/null`
  const strict = '-o StrictHostKeyChecking=yes -o BatchMode=yes -o IdentitiesOnly=yes -o ForwardAgent=no'
  return `ssh ${files} ${strict} -o ConnectTimeout=30 -o ServerAliveInterval=30 -o ServerAliveCountMax=4`
}

/** borgmatic's configuration. */
export function borgmaticConfiguration(settings: BorgmaticSettings): Slot {
  const { ping } = settings
  return borgmaticSlot.of({ ...plain(settings), ...present({ ping }) })
}

/** The script that calls borg with the keys of a repository that is asked over SSH: whoever asks for it calls this. */
export function borgOverSsh(ssh: BorgmaticSsh): Slot {
  return borgSlot.of(withoutKey(ssh))
}

/** The file with the public key of the server, as OpenSSH reads it. */
export function borgmaticKnownHosts(ssh: BorgmaticSsh): Slot {
  return knownHostsSlot.of(ssh)
}

/** The script that borgmatic's hooks call after each action. */
export function borgmaticRecorder(settings: BorgmaticSettings): Slot {
  return recorderSlot.of(plain(settings))
}

/** The script that jobs and people run borgmatic with. */
export function borgmaticRun(settings: BorgmaticSettings): Slot {
  return runSlot.of(plain(settings))
}

/** The script that restores the newest archive into a scratch folder and compares. */
export function restoreTest(settings: BorgmaticSettings): Slot {
  return restoreTestSlot.of(plain(settings))
}

/**
 * What a collector is told that measures the repository: `collector({ …, ...borgmaticMeasured(path, { … }) })`.
 *
 * @param textfile where its metrics are written, absolute
 */
export function borgmaticMeasured(textfile: string, props: MeasureSettings): Measured {
  const content = measureSlot.of({ textfile, ...props, settings: plain(props.settings) })
  return { textfile, exporter: 'borgmatic', content, repository: props.settings.repository.label }
}

/** A file of metrics about a repository. */
export interface Measured {
  readonly textfile: string
  readonly exporter: string
  readonly content: Slot
  readonly repository: string
}
