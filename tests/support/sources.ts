import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'

/** The repository's root. */
export const root = join(import.meta.dirname, '..', '..')

export interface Source {
  /** Relative to the root. */
  readonly path: string
  readonly text: string
}

/** All TypeScript sources below a folder, without installed packages and hidden folders. */
export function sourcesIn(folder: string): Source[] {
  return filesIn(folder).filter(({ path }) => path.endsWith('.ts'))
}

/** The same, of every kind. */
export function filesIn(folder: string): Source[] {
  return filesBelow(join(root, folder))
    .map(path => ({ path: relative(root, path), text: readFileSync(path, 'utf8') }))
    .sort((a, b) => (a.path < b.path ? -1 : 1))
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap(entry => {
    const path = join(folder, entry.name)
    if (entry.name === 'node_modules' || entry.name.startsWith('.')) return []
    if (entry.isDirectory()) return filesBelow(path)
    return entry.isFile() ? [path] : []
  })
}

/** What a source imports, statically or not, types included. */
export function importsOf({ text }: Source): string[] {
  return [...text.matchAll(/(?:from|import)\s*\(?\s*'([^']+)'/g)].map(([, specifier = '']) => specifier)
}
