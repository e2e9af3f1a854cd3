/**
 * What is left out of the folders that are saved: an absolute path, with all below it, or a name of files and folders
 * wherever they lie. The restore test, which looks for every live file, must leave out the same.
 */
import type { BackupRequest } from '@homelab/estate/model'
import { copiesOf } from './copies.ts'
import type { BorgmaticSettings } from './settings.ts'
import { tooled } from './tooled.ts'

/** A name: what `borg help patterns` and a shell both read as one, with `*` and `?`, and needs no quotes in either. */
export function isName(exclude: string): boolean {
  return /^[\w.@%+=,:*?-]+$/.test(exclude) && !/^(?:[*?]+|\.{1,2})$/.test(exclude)
}

/** An absolute path in its simplest form. */
export function isPath(exclude: string): boolean {
  return /^(?:\/(?!\.{1,2}(?:\/|$))[^/\p{Cc}]+)+$/u.test(exclude)
}

/** https://borgbackup.readthedocs.io/en/stable/usage/help.html#borg-patterns */
export function excludePattern(exclude: string): string {
  return isPath(exclude) ? `pp:${exclude}` : `sh:**/${exclude}`
}

/** The patterns of names for a `case` of a shell, of whole paths; undefined where no name is left out. */
export function namesInShell(excludes: readonly string[]): string | undefined {
  const names = excludes.filter(isName)
  return names.length === 0 ? undefined : names.flatMap(name => [`*/${name}`, `*/${name}/*`]).join(' | ')
}

/** Whether what is left out takes a path with it. */
export function leavesOut(exclude: string, path: string): boolean {
  if (isPath(exclude)) return path === exclude || path.startsWith(`${exclude}/`)
  const parts = exclude.split(/([*?])/).map(part => ({ '*': '.*', '?': '.' })[part] ?? escaped(part))
  const name = new RegExp(`^${parts.join('')}$`)
  return path.split('/').some(word => name.test(word))
}

function escaped(text: string): string {
  return text.replaceAll(/[^\w]/g, String.raw`\$&`)
}

/** Everything that a run is asked to save, as the paths by which borg gets it: a dump has its own in the archive. */
export function savedPaths(request: BackupRequest, settings: BorgmaticSettings): readonly string[] {
  const { folders, sqlite, postgres, mariadb } = tooled(request, settings)
  return [
    ...folders.map(({ path }) => path),
    ...copiesOf(sqlite, settings).map(({ copy }) => copy),
    ...postgres.map(({ name, address }) => `/borgmatic/postgresql_databases/${address.host}:${address.port}/${name}`),
    ...mariadb.map(({ name }) => `/borgmatic/mariadb_databases/localhost/${name}`),
  ]
}
