import { present } from '@homelab/formats/present'
import { lookup } from './lookup.ts'
import type { Address, BackupEntry, Resolved, ResolvedService } from './resolved.ts'
import type { Volume } from './storage.ts'

export type SavedFolder = Extract<BackupEntry, { readonly kind: 'directory' }>
export type SavedSqlite = Extract<BackupEntry, { readonly kind: 'sqlite' }>
export type SavedMariadb = Extract<BackupEntry, { readonly kind: 'mariadb' }>

/** A database in a PostgreSQL server, and how it is reached. */
export interface SavedPostgres {
  readonly name: string
  readonly server: string
  readonly address: Address
  /** The login that dumps it. */
  readonly user: string
}

/** What a backup service is asked to save: worked out of what all services say, the same for every tool. */
export interface BackupRequest {
  /** All folders of its place that ask for it, the most important first. */
  readonly folders: readonly SavedFolder[]
  /** The databases that ask for it, on servers on which it has a login. */
  readonly postgres: readonly SavedPostgres[]
  /** Databases of its place, of which a copy is saved that SQLite made, and never the file. */
  readonly sqlite: readonly SavedSqlite[]
  /** Databases in MariaDB servers of its place. */
  readonly mariadb: readonly SavedMariadb[]
  readonly leftOut: LeftOut
  /** When it runs, into which repository, and for how long at most; none where the service does not say. */
  readonly runs?: NonNullable<ResolvedService['backsUp']>
}

/** What is not saved as a file although it lies in a folder that is saved: every database, dumped or not. */
export interface LeftOut {
  readonly files: readonly string[]
  /** The data folders of servers: with all that is in them. */
  readonly folders: readonly string[]
}

/** How old the last good run may be: as the schedule plans them, in local time, of which a day has 25 hours once a year. */
export function allowedAgeSeconds({ runs }: BackupRequest): number | undefined {
  return runs === undefined ? undefined : runs.longestPauseSeconds + runs.longestSeconds + 3600
}

/** What a backup service is asked to save. */
export function backupRequest(resolved: Resolved, service: ResolvedService): BackupRequest {
  const { at, backsUp } = service
  const here = resolved.backups.filter(entry => 'at' in entry && entry.at.kind === at.kind && entry.at.name === at.name)
  const folders = here.filter(entry => entry.kind === 'directory')
  const saved = (['critical', 'high', 'normal'] as const).flatMap(priority =>
    folders.filter(entry => entry.priority === priority),
  )
  return {
    folders: saved,
    postgres: onServers(resolved, service),
    sqlite: here.filter(entry => entry.kind === 'sqlite'),
    mariadb: here.filter(entry => entry.kind === 'mariadb'),
    leftOut: leftOut(resolved, service, saved),
    ...present({ runs: backsUp }),
  }
}

function onServers(resolved: Resolved, service: ResolvedService): readonly SavedPostgres[] {
  const flows = lookup(resolved).flowsFrom(service.name)
  return resolved.backups.flatMap((entry): SavedPostgres[] => {
    if (entry.kind !== 'dump') return []
    const { database: name, server } = entry
    const role = resolved.roles.find(candidate => candidate.service === service.name && candidate.server === server)
    const flow = flows.find(({ to, port }) => to === server && port === 'sql')
    return role === undefined || flow === undefined ? [] : [{ name, server, address: flow.address, user: role.name }]
  })
}

function leftOut(resolved: Resolved, { at }: ResolvedService, folders: readonly SavedFolder[]): LeftOut {
  const here = resolved.services.filter(other => other.at.kind === at.kind && other.at.name === at.name)
  const databases = here
    .flatMap(({ volumes }) => volumes)
    .filter((volume): volume is Volume & { readonly path: string } => volume.database !== undefined && 'path' in volume)
    .filter(({ path }) => folders.some(folder => path.startsWith(`${folder.path}/`)))
  return {
    files: databases.flatMap(({ path, database }) => (database === 'sqlite' ? filesOfSqlite(path) : [])),
    folders: [...new Set(databases.flatMap(({ path, database }) => (database === 'mariadb' ? [path] : [])))],
  }
}

/** A database's file, and the files that SQLite keeps beside it: https://www.sqlite.org/tempfiles.html */
export function filesOfSqlite(path: string): readonly string[] {
  return ['', '-wal', '-shm', '-journal'].map(ending => path + ending)
}
