/**
 * Copies of SQLite databases, made before each run by SQLite itself: whatever their programs write meanwhile, a copy is
 * of one moment. With a database of 128 MB and 20 transactions a second, one that is read as a file comes back malformed,
 * and `.backup` without a transaction around it never ends; a dump that streams into the repository would hold its lock
 * for as long as that takes.
 */
import { filesOfSqlite, type SavedSqlite } from '@homelab/estate/model'
import { shellQuote } from '@homelab/formats/shell'
import type { BorgmaticSettings } from './settings.ts'

/** A SQLite database that is saved, and where its copy lies meanwhile. */
export interface CopiedSqlite extends SavedSqlite {
  readonly copy: string
}

export function copiesOf(
  databases: readonly SavedSqlite[],
  { sqlite }: Pick<BorgmaticSettings, 'sqlite'>,
): readonly CopiedSqlite[] {
  return sqlite === undefined ? [] : databases.map(entry => ({ ...entry, copy: sqlite.copies + entry.path }))
}

/** How long the copying waits for a lock that a writer holds. */
const lockWaitMilliseconds = 60_000

/** One entry of borgmatic's `commands`: https://torsion.org/borgmatic/reference/configuration/command-hooks/ */
type CopyHook =
  | { readonly before: 'action'; readonly when: readonly ['create']; readonly run: readonly string[] }
  | {
      readonly after: 'action'
      readonly when: readonly ['create']
      readonly states: readonly ['finish', 'fail']
      readonly run: readonly string[]
    }

/** Makes the copies before a run, which fails with any of them; removes them after it, however it ends. */
export function copyHooks(
  databases: readonly CopiedSqlite[],
  program: string,
): { readonly before: readonly CopyHook[]; readonly after: readonly CopyHook[] } {
  if (databases.length === 0) return { before: [], after: [] }
  return {
    before: [
      { before: 'action', when: ['create'], run: databases.map(each => unlessCopied(copyCommand(each, program))) },
    ],
    after: [
      { after: 'action', when: ['create'], states: ['finish', 'fail'], run: databases.map(({ copy }) => remove(copy)) },
    ],
  }
}

/** A run that leaves out what can't be dumped has copied what can be by then. */
function unlessCopied(copy: string): string {
  return `[ -n "\${BORGMATIC_LEFT_OUT:-}" ] || { ${copy}; }`
}

/**
 * The read transaction around the copying is what makes it end: without it every write begins the copy again. A writer in
 * WAL mode goes on meanwhile; in the other modes it waits for as long as the copying takes.
 */
export function copyCommand({ path, copy }: CopiedSqlite, program: string): string {
  const folder = copy.slice(0, copy.lastIndexOf('/'))
  const statements = [
    `.timeout ${lockWaitMilliseconds}`,
    'begin',
    // Reads the schema, so that the transaction begins here.
    'select 1 from sqlite_master limit 0',
    `.backup "${copy.replaceAll(/["\\]/g, String.raw`\$&`)}"`,
  ]
  // Nobody's settings, and no new database in place of one that is gone: https://www.sqlite.org/uri.html
  const words = [program, '-init', '/dev/null', '-batch', '-bail', `file:${uriPath(path)}?mode=rw`, ...statements]
  return `umask 077 && mkdir -p ${shellQuote(folder)} && ${remove(copy)} && ${words.map(shellQuote).join(' ')}`
}

function remove(copy: string): string {
  return ['rm', '-f', ...filesOfSqlite(copy)].map(shellQuote).join(' ')
}

function uriPath(path: string): string {
  return path.replaceAll(/[%?#]/g, encodeURIComponent)
}
