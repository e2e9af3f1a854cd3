import {
  backupRequest,
  type Resolved,
  type ResolvedService,
  type SavedFolder,
  type SavedPostgres,
  yaml,
} from '@homelab/estate/model'
import { present } from '@homelab/formats/present'
import { shellQuote } from '@homelab/formats/shell'
import type { HostContent } from '../../host/content.ts'
import { copiesOf, copyHooks } from './copies.ts'
import { excludePattern } from './excludes.ts'
import { afterHooks, beforeHooks } from './hooks.ts'
import { mariadbEntry } from './mariadb.ts'
import { partialPruned } from './partial.ts'
import { pingOption } from './ping.ts'
import { recordingHooks } from './recorder.ts'
import { addressOf, type BorgmaticSettings, maintenance } from './settings.ts'
import { tooled } from './tooled.ts'

/**
 * borgmatic's configuration: saves every folder of this host, and every database, whose service says so.
 * Format: https://torsion.org/borgmatic/reference/configuration/
 */
export function borgmaticContent(
  resolved: Resolved,
  service: ResolvedService,
  borgmatic: BorgmaticSettings,
): HostContent {
  const { label, encryption, appendOnly, ssh } = borgmatic.repository
  const { keep, excludes = [], hooks = [], ping, runtime } = borgmatic
  const { folders, postgres, sqlite, mariadb, leftOut } = tooled(backupRequest(resolved, service), borgmatic)
  const files = copiesOf(sqlite, borgmatic)
  const { files: leftFiles, folders: leftFolders } = leftOut
  const excluded = [
    ...leftFiles.map(path => `pf:${path}`),
    ...leftFolders.map(path => `pp:${path}`),
    ...excludes.map(excludePattern),
  ]
  const copies = copyHooks(files, borgmatic.sqlite?.program ?? '')
  return yaml({
    local_path: borgmatic.borg,
    ...present({ user_runtime_directory: runtime }),
    source_directories: [...folders.map(({ path }) => path), ...files.map(({ copy }) => copy)],
    source_directories_must_exist: true,
    ...(excluded.length > 0 && { exclude_patterns: excluded }),
    repositories: [
      {
        ...{ path: addressOf(borgmatic), label, encryption },
        // Whoever compacts it on the server does it by the same repository: there the line of the key says it.
        append_only: appendOnly && ssh === undefined,
      },
    ],
    encryption_passcommand: borgmatic.passCommand,
    ...present({ keep_daily: keep?.daily, keep_monthly: keep?.monthly, keep_yearly: keep?.yearly }),
    checks: borgmatic.checks.map(({ name, frequency }) => ({ name, frequency })),
    lock_wait: borgmatic.lockWaitSeconds,
    borg_exit_codes: exitCodes,
    ...(postgres.length > 0 && {
      postgresql_databases: postgres.map(each => databaseEntry(each, borgmatic)),
    }),
    ...(mariadb.length > 0 && {
      mariadb_databases: mariadb.map(each => mariadbEntry(each, borgmatic.mariadb?.programs ?? '')),
    }),
    ...(ping !== undefined && pingOption(ping)),
    commands: [
      ...beforeHooks(hooks),
      ...lookInto(folders),
      ...copies.before,
      ...recordingHooks(borgmatic.recorder, ['create', ...maintenance(borgmatic)]),
      ...copies.after,
      ...afterHooks([...partialPruned(borgmatic), ...hooks], borgmatic.recorder),
    ],
  })
}

/**
 * Opens every folder that is to be saved. borgmatic looks at what borg would save before it lets it, and a folder that
 * cannot be opened ends the run there, without a word on which it is: find says it.
 */
function lookInto(folders: readonly SavedFolder[]): readonly object[] {
  if (folders.length === 0) return []
  const run = `find ${folders.map(({ path }) => shellQuote(path)).join(' ')} -type d -print >/dev/null`
  return [{ before: 'action', when: ['create'], run: [run] }]
}

/**
 * What borg only warns of fails a run where the archive lacks something: a folder that may not be read, a file that
 * cannot be read. What vanished meanwhile (103, 107) may have moved to where borg had looked before: Git packs objects
 * so. The one that is left a warning (100) is a file that changed while it was read: it is there, the next run reads it
 * again, and what must be of one moment, databases, is dumped. borg before 1.4 says 1 to all of them, and a newer one
 * where there are several: that may be any, so it fails. borgmatic's own choice depends on its version.
 *
 * https://borgbackup.readthedocs.io/en/stable/internals/frontends.html#message-ids
 */
const exitCodes: readonly object[] = [
  { code: 1, treat_as: 'error' },
  { code: 100, treat_as: 'warning' },
  ...[101, 102, 103, 104, 105, 106, 107].map(code => ({ code, treat_as: 'error' })),
]

interface PostgresEntry {
  readonly name: string
  readonly hostname: string
  readonly port: number
  readonly username: string
  readonly pg_dump_command: string
}

/** What borgmatic reads of a database. */
export function databaseEntry(
  { name, address, user }: SavedPostgres,
  { postgresPrograms: programs, passwords }: BorgmaticSettings,
): PostgresEntry {
  // borgmatic reads a command there, and quotes its words.
  const file = passwords === undefined ? '' : `env ${shellQuote(`PGPASSFILE=${passwords}`)} `
  return {
    name,
    hostname: address.host,
    port: address.port,
    username: user,
    pg_dump_command: `${file}${programs}/pg_dump`,
  }
}
