import { printScript, type Script, scriptFile } from '@homelab/formats/shell'
import { partialPrefix } from './partial.ts'
import { addressOf, type BorgmaticSettings } from './settings.ts'

export interface RunProps {
  /** The lines that say where the script comes from, without the comment sign. */
  readonly marker: readonly string[]
  readonly settings: BorgmaticSettings
  /** The database servers whose databases are dumped. */
  readonly servers: readonly { readonly host: string; readonly port: number }[]
  /** The sockets of the MariaDB servers whose databases are dumped. */
  readonly sockets?: readonly string[]
  /** Folders that are saved, absolute. */
  readonly folders?: readonly string[]
  /** The databases that are dumped or copied, each with the command that shows whether it can be. */
  readonly databases?: readonly TriedDatabase[]
  /** Somebody is told how backups end, and nothing of the other actions. */
  readonly pings?: boolean
}

/** A database, as a run can leave it out. */
export interface TriedDatabase {
  readonly name: string
  /** Borgmatic's option that has it among others; `sqlite` for a copy, which is one of the folders to it. */
  readonly kind: 'postgresql_databases' | 'mariadb_databases' | 'sqlite'
  /** A line of the shell, which fails where it can't be dumped. */
  readonly attempt: string
  /** What borgmatic reads of it. */
  readonly entry: object | string
}

const script = scriptFile(new URL('./run.sh', import.meta.url))

/** The script that runs borgmatic: one run at a time, and none before what it needs is there. */
export function runScript(props: RunProps): string {
  const { marker, settings, servers, sockets = [], folders = [], databases = [], pings = false } = props
  const { mountPoint = '' } = settings.repository
  return printScript(pings ? quietBesides(script) : script, [...marker, ''], {
    COMMAND: settings.command.join('\n'),
    CONFIGURATION: settings.configuration,
    REPOSITORY: addressOf(settings),
    MOUNT_POINT: mountPoint,
    SERVERS: servers.map(({ host, port }) => `${host} ${port}`).join('\n'),
    POSTGRES: settings.postgresPrograms,
    SOCKETS: sockets.join('\n'),
    MARIADB: settings.mariadb?.programs ?? '',
    FOLDERS: folders.map(path => JSON.stringify(path)).join(','),
    DATABASES: databases
      .map(({ kind, name, attempt, entry }) => [kind, name, attempt, JSON.stringify(entry)].join('\t'))
      .join('\n'),
    COPIES: databases.some(({ kind }) => kind === 'sqlite') ? (settings.sqlite?.copies ?? '') : '',
    PARTIAL: partialPrefix,
    RECORDER: settings.recorder,
    LOCK: `${settings.records}/running`,
    WAIT_SECONDS: settings.waitSeconds,
    LOCK_WAIT_SECONDS: settings.lockWaitSeconds,
  })
}

const starts = 'borgmatic "$@" &\n'

/** One that prunes or checks well says nothing of backups: borgmatic would tell of its end all the same. */
function quietBesides({ name, text }: Script): Script {
  const quiet = `case $ACTIONS in *' create '*) ;; *) set -- --monitoring-verbosity=-2 "$@" ;; esac\n`
  if (!text.includes(starts)) throw new Error(`${name} starts borgmatic by other words`)
  return { name, text: text.replace(starts, () => quiet + starts) }
}
