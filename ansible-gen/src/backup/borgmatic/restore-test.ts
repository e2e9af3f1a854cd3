import { refuse, shown } from '@homelab/formats/refuse'
import { printScript, type Script, scriptFile } from '@homelab/formats/shell'
import { isPath, namesInShell } from './excludes.ts'
import { partialPrefix } from './partial.ts'
import { addressOf, type BorgmaticSettings } from './settings.ts'

export interface RestoreTestProps {
  /** The lines that say where the script comes from, without the comment sign. */
  readonly marker: readonly string[]
  readonly settings: BorgmaticSettings
  /** The folders that the archive must hold, absolute. */
  readonly folders: readonly string[]
  /** Files in those folders that are not saved as files, absolute. */
  readonly leftOut: readonly string[]
  /** Folders in those folders that are not saved, absolute. */
  readonly foldersLeftOut: readonly string[]
  /** The SQLite databases whose copies it must hold. */
  readonly sqlite: readonly { readonly path: string; readonly copy: string }[]
  /** The databases whose dumps it must hold. */
  readonly databases: readonly { readonly name: string; readonly host: string }[]
  /** The databases of MariaDB servers whose dumps it must hold. */
  readonly mariadb: readonly string[]
}

const script = scriptFile(new URL('./restore-test.sh', import.meta.url))

/**
 * The script of the restore test. It reads the repository and the saved folders, and writes below a scratch folder of
 * its own alone: the dumps go into servers that listen on a socket in that folder and nowhere else.
 *
 * @throws Refusal where a name holds what would end a line of the lists
 */
export function restoreTestScript(props: RestoreTestProps): string {
  const { marker, settings, folders, leftOut, foldersLeftOut, sqlite, databases, mariadb } = props
  const lists = [
    ...[...folders, ...leftOut, ...foldersLeftOut, ...mariadb],
    ...sqlite.flatMap(({ path, copy }) => [path, copy]),
    ...databases.flatMap(({ name, host }) => [name, host]),
  ]
  const unfit = lists.find(entry => /[\n\t]/.test(entry))
  if (unfit !== undefined)
    refuse('shell', 'a list of the restore test', `got ${shown(unfit)} (expected one line without tabs)`, unfit)
  const { excludes = [] } = settings
  const paths = excludes.filter(isPath).flatMap(path => [path, `${path}/`])
  return printScript(without(namesInShell(excludes)), [...marker, ''], {
    COMMAND: settings.command.join('\n'),
    CONFIGURATION: settings.configuration,
    REPOSITORY: addressOf(settings),
    LABEL: settings.repository.label,
    BORG: settings.borg,
    PASS_COMMAND: settings.passCommand,
    LOCK_WAIT_SECONDS: settings.lockWaitSeconds,
    PARTIAL: partialPrefix,
    POSTGRES: settings.postgresPrograms,
    RECORDER: settings.recorder,
    SQLITE: settings.sqlite?.program ?? '',
    SQLITE_COPIES: sqlite.map(({ path, copy }) => `${path}\t${copy}`).join('\n'),
    LEFT_OUT: [...leftOut, ...foldersLeftOut.map(path => `${path}/`), ...paths].join('\n'),
    FOLDERS: folders.join('\n'),
    DATABASES: databases.map(({ name, host }) => `${name}\t${host}`).join('\n'),
    MARIADB: settings.mariadb?.programs ?? '',
    MARIADB_SERVER: settings.mariadb?.server ?? '',
    MARIADB_DATABASES: mariadb.join('\n'),
  })
}

const leftOutBegins = 'left_out() {\n'

/** Of what has such a name, the archive has nothing. */
function without(names: string | undefined): Script {
  if (names === undefined) return script
  const { name, text } = script
  if (!text.includes(leftOutBegins)) throw new Error(`${name} leaves out by other words`)
  return { name, text: text.replace(leftOutBegins, begins => `${begins}  case $1 in ${names}) return 0 ;; esac\n`) }
}
