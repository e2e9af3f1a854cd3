import type { Finding, Resolved } from '@homelab/estate/model'
import { present } from '@homelab/formats/present'
import type { HostService } from './host-services.ts'
import { isInside } from './own-paths.ts'
import { savedBy } from './saved-by.ts'

/** Whatever asks to be saved is saved by some service, and what is dumped exists. */
export function checkDumps(resolved: Resolved, services: readonly HostService[]): Finding[] {
  const saves = savedBy(resolved, services)
  return resolved.backups.flatMap((entry): Finding[] => {
    const file = resolved.services.find(({ name }) => name === entry.service)?.file
    const where = { subject: entry.service, ...present({ file }) }
    if (entry.kind === 'directory' && !saves.has(entry)) {
      return [
        {
          code: 'missing-backup',
          where: { ...where, path: entry.path },
          problem: 'no service saves the folders of this place',
          got: entry.at.name,
          fix: 'run a backup service there, or say why the folder needs no backup',
        },
      ]
    }
    if (entry.kind === 'sqlite' && !saves.has(entry)) {
      return [
        {
          code: 'missing-backup',
          where: { ...where, path: entry.path },
          problem: 'no service saves the SQLite databases of this place',
          got: entry.at.name,
          fix: 'run a backup service there, with `sqlite` in its settings, or say why the database needs no backup',
        },
      ]
    }
    if (entry.kind === 'dump' && !saves.has(entry)) {
      return [
        {
          code: 'unknown-database',
          where: { ...where, path: `database ${entry.database}` },
          problem: 'no backup service can log in to the server of the database',
          got: entry.server,
          fix: 'give the backup service a role on the server, or say why the database needs no backup',
        },
      ]
    }
    return []
  })
}

/**
 * A configuration that names a SQLite database in a folder that is saved, which no service states: it would be read
 * while it is written. Known by the usual endings of its file, wherever the text stands: in a file, an argument, a
 * variable.
 */
export function checkNamedDatabases(resolved: Resolved, services: readonly HostService[]): Finding[] {
  return services.flatMap(({ service, workload, host }): Finding[] => {
    const here = resolved.services.filter(({ at }) => at.kind === 'host' && at.name === host.name)
    const stated = new Set(here.flatMap(({ volumes }) => volumes.flatMap(each => (each.database ? [each.path] : []))))
    const saved = resolved.backups.flatMap(entry =>
      entry.kind === 'directory' && entry.at.kind === 'host' && entry.at.name === host.name ? [entry.path] : [],
    )
    const named = new Set(textsIn(workload).flatMap(databasePaths))
    return [...named]
      .filter(path => isInside(saved, path) && !stated.has(path))
      .map(path => ({
        code: 'live-database',
        where: { subject: service.name, path: 'workload.data', file: service.file },
        problem: 'its configuration names a database in a folder that is saved, and nobody states it',
        got: path,
        fix: 'state it in `data`, with `sqlite`',
      }))
  })
}

function databasePaths(text: string): readonly string[] {
  const found = text.matchAll(/(?<![\w.-])\/[^\s'"`:;,?<>|*]+\.(?:db|db3|sqlite|sqlite3)(?![\w.-])/g)
  return Array.from(found, ([path]) => path.replaceAll(/\/{2,}/g, '/'))
}

/** Every text that stands somewhere in plain data. */
function textsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value]
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : []
}
