import { createHash, type Hash } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Sources } from '../causes/units.ts'

/** So many answers are kept: those that were worked out last. */
const MOST = 32

/** What an answer depends on. */
export interface Dependence {
  /** Absolute: the folder of the packages; what they do is part of the question. */
  readonly repository: string
  /** The estate's module, below the folder above `apps`. */
  readonly estate: string
  readonly before: Sources
  readonly after: Sources
}

/**
 * An answer that was worked out before of the same sources by the same packages, or else now. Kept below `node_modules/.cache`; where
 * that can't be written, or what lies there can't be read, it is worked out each time.
 *
 * @param isKept what is not is worked out again the next time
 */
export async function kept<T>(of: Dependence, work: () => Promise<T>, isKept: (answer: T) => boolean): Promise<T> {
  const folder = join(of.repository, 'node_modules', '.cache', 'causes')
  const file = join(folder, `${keyOf(of)}.json`)
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as T
  } catch {
    const answer = await work()
    if (isKept(answer)) keep(folder, file, JSON.stringify(answer))
    return answer
  }
}

function keyOf({ repository, estate, before, after }: Dependence): string {
  const hash = createHash('sha256')
  add(hash, process.version, estate, readFileSync(join(repository, 'pnpm-lock.yaml'), 'utf8'))
  for (const sources of [before, after]) for (const [path, text] of sorted(sources)) add(hash, path, text)
  for (const folder of ['packages', 'ansible-gen']) addFolder(hash, join(repository, folder))
  return hash.digest('hex').slice(0, 32)
}

function sorted(sources: Sources): readonly (readonly [string, string])[] {
  return [...sources].toSorted(([a], [b]) => (a < b ? -1 : 1))
}

/** With its length, so that two parts are not taken for one. */
function add(hash: Hash, ...parts: readonly string[]): void {
  for (const part of parts) hash.update(`${part.length}:`).update(part)
}

function addFolder(hash: Hash, folder: string): void {
  const entries = readdirSync(folder, { withFileTypes: true }).toSorted((a, b) => (a.name < b.name ? -1 : 1))
  for (const entry of entries) {
    const path = join(folder, entry.name)
    if (entry.isDirectory() && !skipped.has(entry.name)) addFolder(hash, path)
    else if (entry.isFile() && !entry.name.endsWith('.test.ts')) add(hash, path, readFileSync(path, 'utf8'))
  }
}

const skipped: ReadonlySet<string> = new Set(['node_modules', 'tests', 'test'])

function keep(folder: string, file: string, text: string): void {
  try {
    mkdirSync(folder, { recursive: true })
    const draft = `${file}.${process.pid}`
    writeFileSync(draft, text)
    renameSync(draft, file)
    const all = readdirSync(folder).map(name => join(folder, name))
    const byAge = all.map(path => ({ path, at: statSync(path).mtimeMs })).toSorted((a, b) => b.at - a.at)
    for (const { path } of byAge.slice(MOST)) rmSync(path, { force: true })
  } catch {
    // It is only faster with it.
  }
}
