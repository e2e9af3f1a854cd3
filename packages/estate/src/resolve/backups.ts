import { isBackup } from '../backup.ts'
import type { BackupEntry, ResolvedDatabase, ResolvedService } from '../resolved.ts'
import { foldersOf } from '../runs/folders.ts'
import type { Share } from '../storage.ts'

/** What is saved, how; and what is not, with the reason. */
export function resolveBackups(
  services: readonly ResolvedService[],
  databases: readonly ResolvedDatabase[],
  shares: readonly Share[],
): BackupEntry[] {
  const folders = services.flatMap(service =>
    service.volumes.filter(hasBackup).flatMap((volume): BackupEntry[] => {
      const { backup, holds, name, database, socket } = volume
      if (backup.by === 'none')
        return [{ kind: 'none', service: service.name, what: `${name}: ${holds}`, reason: backup.reason }]
      // What nothing can carry out is a finding, not an entry.
      if ((backup.by === 'dump') !== (database !== undefined)) return []
      return foldersOf(service, volume).flatMap((folder): BackupEntry[] => {
        const what = { service: service.name, name, holds, ...folder }
        if (backup.by === 'directory') return [{ kind: 'directory', ...what, priority: backup.priority }]
        if (database === 'sqlite') return [{ kind: 'sqlite', ...what }]
        return socket === undefined ? [] : [{ kind: 'mariadb', ...what, socket }]
      })
    }),
  )
  const dumps = databases.filter(hasBackup).flatMap(({ name, server, service, backup }): BackupEntry[] => {
    if (backup.by === 'dump') return [{ kind: 'dump', service, database: name, server }]
    return backup.by === 'none' ? [{ kind: 'none', service, what: `database ${name}`, reason: backup.reason }] : []
  })
  const onShares = shares
    .filter(hasBackup)
    .flatMap(({ name, host, holds, backup }): BackupEntry[] =>
      backup.by === 'none'
        ? [{ kind: 'none', service: host, what: `share ${name}: ${holds}`, reason: backup.reason }]
        : [],
    )
  return [...folders, ...dumps, ...onShares]
}

/** What says nothing of its backup is a finding, not an entry. */
function hasBackup({ backup }: { readonly backup: unknown }): boolean {
  return isBackup(backup)
}
