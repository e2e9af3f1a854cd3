import type { BackupRequest } from '@homelab/estate/model'
import { shellQuote } from '@homelab/formats/shell'
import { databaseEntry } from './configuration.ts'
import { copiesOf, copyCommand } from './copies.ts'
import { mariadbEntry } from './mariadb.ts'
import type { TriedDatabase } from './run.ts'
import type { BorgmaticSettings } from './settings.ts'

/** The databases of a request, each with a dump that goes nowhere: as borgmatic makes it, and so with the same faults. */
export function triedDatabases(
  { postgres, mariadb, sqlite }: Pick<BackupRequest, 'postgres' | 'mariadb' | 'sqlite'>,
  settings: BorgmaticSettings,
): readonly TriedDatabase[] {
  const { mariadb: servers, sqlite: copying } = settings
  return [
    ...postgres.map((each): TriedDatabase => {
      const entry = databaseEntry(each, settings)
      const { name, hostname, port, username, pg_dump_command } = entry
      const words = ['--no-password', '--host', hostname, '--port', String(port), '--username', username, name]
      const attempt = `${pg_dump_command} ${words.map(shellQuote).join(' ')}`
      return { kind: 'postgresql_databases', name, attempt, entry }
    }),
    ...mariadb.map((each): TriedDatabase => {
      const entry = mariadbEntry(each, servers?.programs ?? '')
      const attempt = `${entry.mariadb_dump_command} ${entry.options} ${shellQuote(entry.name)}`
      return { kind: 'mariadb_databases', name: entry.name, attempt, entry }
    }),
    ...copiesOf(sqlite, settings).map(
      (each): TriedDatabase => ({
        ...{ kind: 'sqlite', name: each.path, entry: each.copy },
        attempt: copyCommand(each, copying?.program ?? ''),
      }),
    ),
  ]
}
