import {
  type BackupEntry,
  type BackupRequest,
  type BackupRun,
  backupToolsOf,
  type Resolved,
} from '@homelab/estate/model'
import type { HostService } from './host-services.ts'

/** What some service of a host saves, by what its tool says of a run. */
export function savedBy(resolved: Resolved, services: readonly HostService[]): ReadonlySet<BackupEntry> {
  return new Set(
    services.flatMap(({ service }) =>
      backupToolsOf(resolved, service).flatMap(({ tool, settings, request }) =>
        entriesOf(resolved, request, tool.run(request, settings)),
      ),
    ),
  )
}

/** The entries that a run saves. */
function entriesOf({ backups }: Resolved, request: BackupRequest, { saves }: BackupRun): readonly BackupEntry[] {
  return [
    ...request.folders.filter(({ path }) => saves.some(each => each.what === 'folder' && each.path === path)),
    ...request.sqlite.filter(({ path }) => saves.some(each => each.what === 'sqlite' && each.path === path)),
    ...request.mariadb.filter(({ name, socket }) =>
      saves.some(each => each.what === 'mariadb' && each.name === name && each.socket === socket),
    ),
    ...backups.filter(
      entry =>
        entry.kind === 'dump' &&
        saves.some(each => each.what === 'postgres' && each.name === entry.database && each.server === entry.server),
    ),
  ]
}
