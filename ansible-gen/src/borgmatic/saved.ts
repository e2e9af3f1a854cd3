import {
  type Address,
  type BackupEntry,
  lookup,
  type Resolved,
  type ResolvedService,
  type Volume,
} from '@homelab/estate'
import type { BorgmaticSettings } from '../host/borgmatic.ts'

export type SavedFolder = Extract<BackupEntry, { readonly kind: 'directory' }>

/** The folders that a backup service saves: all of its place that ask for it, the most important first. */
export function savedFolders({ backups }: Resolved, { at }: ResolvedService): readonly SavedFolder[] {
  const folders = backups.filter(entry => entry.kind === 'directory')
  const here = folders.filter(entry => entry.at.kind === at.kind && entry.at.name === at.name)
  return (['critical', 'high', 'normal'] as const).flatMap(priority =>
    here.filter(entry => entry.priority === priority),
  )
}

export interface SavedDatabase {
  readonly name: string
  readonly server: string
  readonly address: Address
  /** The login that dumps it. */
  readonly user: string
}

/** The databases that a backup service dumps: all that ask for it on servers on which it has a role. */
export function savedDatabases(resolved: Resolved, service: ResolvedService): readonly SavedDatabase[] {
  const flows = lookup(resolved).flowsFrom(service.name)
  return resolved.backups.flatMap((entry): SavedDatabase[] => {
    if (entry.kind !== 'dump') return []
    const { database: name, server } = entry
    const role = resolved.roles.find(candidate => candidate.service === service.name && candidate.server === server)
    const flow = flows.find(({ to, port }) => to === server && port === 'sql')
    return role === undefined || flow === undefined ? [] : [{ name, server, address: flow.address, user: role.name }]
  })
}

/** A SQLite database that is saved, and where its copy lies meanwhile. */
export interface SavedSqlite extends Extract<BackupEntry, { readonly kind: 'sqlite' }> {
  readonly copy: string
}

/** The SQLite databases that a backup service saves: all of its place, where it is told how. */
export function savedSqlite(
  { backups }: Resolved,
  { at }: ResolvedService,
  { sqlite }: Pick<BorgmaticSettings, 'sqlite'>,
): readonly SavedSqlite[] {
  if (sqlite === undefined) return []
  return backups
    .filter(entry => entry.kind === 'sqlite')
    .filter(entry => entry.at.kind === at.kind && entry.at.name === at.name)
    .map(entry => ({ ...entry, copy: sqlite.copies + entry.path }))
}

/** A database's file, and the files that SQLite keeps beside it: https://www.sqlite.org/tempfiles.html */
export function filesOfSqlite(path: string): readonly string[] {
  return ['', '-wal', '-shm', '-journal'].map(ending => path + ending)
}

/** A database in a MariaDB server that is dumped. */
export type SavedMariadb = Extract<BackupEntry, { readonly kind: 'mariadb' }>

/** The databases of MariaDB servers that a backup service dumps: all of its place, where it is told how. */
export function savedMariadb(
  { backups }: Resolved,
  { at }: ResolvedService,
  { mariadb }: Pick<BorgmaticSettings, 'mariadb'>,
): readonly SavedMariadb[] {
  if (mariadb === undefined) return []
  return backups
    .filter(entry => entry.kind === 'mariadb')
    .filter(entry => entry.at.kind === at.kind && entry.at.name === at.name)
}

/** What is not saved as a file although it lies in a folder that is saved: every database, dumped or not. */
export interface LeftOut {
  readonly files: readonly string[]
  /** The data folders of servers: with all that is in them. */
  readonly folders: readonly string[]
}

export function leftOut(resolved: Resolved, service: ResolvedService): LeftOut {
  const folders = savedFolders(resolved, service)
  const { at } = service
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
