import { type Backup, isBackup } from '../backup.ts'
import type { Finding } from '../findings.ts'
import { whereInWorkload } from '../in-workload.ts'
import type { Resolved, ResolvedService } from '../resolved.ts'
import { foldersOf } from '../runs/folders.ts'
import type { Volume } from '../storage.ts'

/**
 * Data says how it is backed up, in a way that something can carry out. Types are stripped at run time; data without a
 * word must not pass because somebody ignored them.
 */
export function checkBackups({ services, databases }: Resolved): Finding[] {
  const volumes = services.flatMap(service =>
    service.volumes.map(
      (volume): Stored => ({ service, what: `volume ${volume.name}`, volume, backup: volume.backup }),
    ),
  )
  const stores = databases.flatMap(({ service: owner, name, backup }): Stored[] => {
    const service = services.find(candidate => candidate.name === owner)
    return service === undefined ? [] : [{ service, what: `database ${name}`, backup }]
  })
  return [...volumes, ...stores].flatMap(({ service, what, volume, backup }): Finding[] => {
    const where =
      volume === undefined
        ? { subject: service.name, path: what, file: service.file }
        : whereInWorkload(service, what, volume)
    if (!isBackup(backup)) {
      return [
        {
          code: 'missing-backup',
          where,
          problem: 'it holds data and does not say how it is backed up',
          fix: "say `dumped`, `saved('normal')`, or `notBackedUp('why')`",
        },
      ]
    }
    if (volume === undefined || backup.by === 'none') return []
    if (foldersOf(service, volume).length === 0) {
      return [
        {
          code: 'missing-backup',
          where,
          problem: 'nothing can save it: it is no folder of a host',
          fix: 'keep the data in a folder of a host (of a claim: say `claimFolders` of the cluster), dump it, or say why it needs no backup',
        },
      ]
    }
    if (backup.by === 'dump' && volume.database === undefined) {
      return [
        {
          code: 'missing-backup',
          where,
          problem: 'nothing can dump it: it is a folder, and no database',
          fix: "say `saved('normal')`, or state the databases in it, with `sqlite` or `mariadb`",
        },
      ]
    }
    return []
  })
}

interface Stored {
  readonly service: ResolvedService
  readonly what: string
  readonly volume?: Volume
  readonly backup: Backup
}

/** A database is written while its files are read: it is dumped, wherever they would be saved. */
export function checkLiveDatabases({ services, backups }: Resolved): Finding[] {
  return services.flatMap(service =>
    service.volumes.flatMap((volume): Finding[] => {
      const { name, path, database, backup } = volume
      if (database === undefined || path === undefined || !isBackup(backup)) return []
      const { at } = service
      const saved = backups.filter(
        entry => entry.kind === 'directory' && entry.at.kind === at.kind && entry.at.name === at.name,
      )
      const where = whereInWorkload(service, `volume ${name}`, volume)
      if (backup.by === 'dump') {
        const inside = saved.find(entry => 'path' in entry && isIn(entry.path, path))
        if (database !== 'mariadb' || inside === undefined) return []
        return [
          {
            code: 'live-database',
            where,
            problem: `what ${inside.service} saves lies in the data folder of the server, and is read while it is written`,
            got: path,
            fix: 'do not save that folder: the dump is the backup',
          },
        ]
      }
      const folder = saved.find(entry => 'path' in entry && isIn(path, entry.path))
      if (backup.by === 'none' && folder === undefined) return []
      return [
        {
          code: 'live-database',
          where,
          problem:
            backup.by === 'none'
              ? 'its folder is saved, and without a dump the database is missing there'
              : 'as a file it is read while it is written',
          got: path,
          fix: 'say `dumped`; or let the folder that is saved not hold it',
        },
      ]
    }),
  )
}

function isIn(path: string, folder: string): boolean {
  return path === folder || path.startsWith(`${folder}/`)
}
