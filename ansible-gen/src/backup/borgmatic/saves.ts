import type { BackupEntry, BackupRequest, BackupRun, BackupTerms, Finding, Unpacked } from '@homelab/estate/model'
import { present } from '@homelab/formats/present'
import { scratchFolder } from '../../runs/commands.ts'
import { addressOf, type BorgmaticSettings } from './settings.ts'
import { tooled } from './tooled.ts'

export function terms(settings: BorgmaticSettings): BackupTerms {
  const { repository, postgresVersion, sqlite, mariadb } = settings
  const { label, path, mountPoint, ssh } = repository
  return {
    repository: label,
    where: addressOf(settings),
    place: { path: path.replace(/\/+$/, ''), ...(ssh !== undefined && { server: ssh.host, port: ssh.port ?? 22 }) },
    ...present({ mountPoint }),
    postgresVersion,
    clients: {
      ...present({ sqlite: sqlite?.program }),
      ...(mariadb !== undefined && { mariadb: `${mariadb.programs}/mariadb` }),
    },
  }
}

/** Dumps stream into the archive before its files, and SQLite copies before that; the copies are saved in place of the files. */
export function run(request: BackupRequest, settings: BorgmaticSettings): BackupRun {
  const { folders, postgres, sqlite, mariadb, leftOut } = tooled(request, settings)
  return {
    saves: [
      ...sqlite.map(({ path }) => ({ what: 'sqlite' as const, path })),
      ...postgres.map(({ server, name }) => ({ what: 'postgres' as const, server, name })),
      ...mariadb.map(({ socket, name }) => ({ what: 'mariadb' as const, socket, name })),
      ...folders.map(({ path }) => ({ what: 'folder' as const, path })),
    ],
    excludes: [...leftOut.files, ...leftOut.folders, ...(settings.excludes ?? [])],
  }
}

/** https://torsion.org/borgmatic/how-to/backup-your-databases/ */
export function unpacked(entry: BackupEntry, { sqlite, mariadb }: BorgmaticSettings): Unpacked | undefined {
  switch (entry.kind) {
    case 'none':
      return undefined
    case 'directory':
      return { path: `${scratchFolder}${entry.path}` }
    case 'sqlite':
      return sqlite === undefined ? undefined : { path: `${scratchFolder}${sqlite.copies}${entry.path}` }
    case 'dump':
      return { find: ['find', scratchFolder, '-type', 'f', '-name', entry.database] }
    case 'mariadb': {
      const dump = `*/mariadb_databases/localhost/${entry.name}`
      return mariadb === undefined ? undefined : { find: ['find', scratchFolder, '-path', dump, '-type', 'f'] }
    }
  }
}

/** What borgmatic reads as several: https://torsion.org/borgmatic/how-to/backup-your-databases/ */
export function refuses(entry: BackupEntry): Pick<Finding, 'problem' | 'expected'> | undefined {
  if (entry.kind !== 'mariadb' || isName(entry.name)) return undefined
  return {
    problem: 'borgmatic takes it for something else than the database of this name',
    expected: 'letters, digits, `_`, `-` and `$`; not `all`, and none of the server’s own',
  }
}

/** What MariaDB keeps for itself, and what borgmatic reads as several. */
const reserved: ReadonlySet<string> = new Set(['all', 'mysql', 'sys', 'information_schema', 'performance_schema'])

function isName(name: string): boolean {
  return /^[\w$][\w$-]*$/.test(name) && !reserved.has(name.toLowerCase())
}
