import { type Flow, lookup, type Resolved, type ResolvedService, yaml } from '@homelab/estate'
import { recordingHooks } from '../collectors/borgmatic-runs.ts'
import { type BorgmaticSettings, maintenance } from '../host/borgmatic.ts'
import { type HostContent, type Piece, pieces } from '../host/content.ts'
import { marker } from '../project/contents.ts'
import { type SavedDatabase, savedDatabases, savedFolders } from './saved.ts'

/**
 * borgmatic's configuration: saves every folder of this host, and every database, whose service says so.
 * Format: https://torsion.org/borgmatic/reference/configuration/
 */
export function borgmaticContent(resolved: Resolved, service: ResolvedService, settings: object): HostContent {
  const borgmatic = settings as BorgmaticSettings
  const { path, label, encryption, appendOnly } = borgmatic.repository
  const databases = savedDatabases(resolved, service)
  return yaml({
    local_path: borgmatic.borg,
    source_directories: savedFolders(resolved, service).map(folder => folder.path),
    source_directories_must_exist: true,
    repositories: [{ path, label, encryption, append_only: appendOnly }],
    encryption_passcommand: borgmatic.passCommand,
    keep_daily: borgmatic.keep.daily,
    keep_monthly: borgmatic.keep.monthly,
    keep_yearly: borgmatic.keep.yearly,
    checks: borgmatic.checks.map(({ name, frequency }) => ({ name, frequency })),
    lock_wait: borgmatic.lockWaitSeconds,
    ...(databases.length === 0
      ? {}
      : { postgresql_databases: databases.map(each => databaseEntry(each, borgmatic.postgresPrograms)) }),
    commands: recordingHooks(borgmatic.recorder, ['create', ...maintenance(borgmatic)]),
  })
}

function databaseEntry({ name, address, user }: SavedDatabase, programs: string): object {
  return {
    name,
    hostname: address.host,
    port: address.port,
    username: user,
    pg_dump_command: `${programs}/pg_dump`,
  }
}

/** A row for each server on which the service has a role: https://www.postgresql.org/docs/current/libpq-pgpass.html */
export function pgpassContent(resolved: Resolved, service: ResolvedService): HostContent {
  const find = lookup(resolved)
  const rows = resolved.roles.filter(role => role.service === service.name)
  return pieces(
    ...marker(service).map(line => `# ${line}\n`),
    ...rows.flatMap(({ name, server, password }): Piece[] => {
      const flow: Flow | undefined = find
        .flowsFrom(service.name)
        .find(({ to, port }) => to === server && port === 'sql')
      if (flow === undefined) return []
      return [
        `${flow.address.host}:${flow.address.port}:*:${name}:`,
        { kind: 'filtered', secret: password, filter: 'pgpass' },
        '\n',
      ]
    }),
  )
}
