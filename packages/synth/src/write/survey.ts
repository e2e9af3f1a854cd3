import { join } from 'node:path'
import type { Disk, Entry } from '../disk/disk.ts'
import { foldersOf } from '../paths.ts'

/** What lies at a path of the out folder. */
export type Found =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'file'; readonly entry: Entry }
  | { readonly kind: 'folder' }
  /** Something at `at`, the path itself or a folder above it, that cannot be looked into or written over. */
  | { readonly kind: 'obstacle'; readonly at: string; readonly what: 'file' | 'link' | 'other' }

const NOTHING: Found = { kind: 'nothing' }
const FOLDER: Found = { kind: 'folder' }

/** Looks at paths inside `root` without following a link on the way; each folder is looked at once. */
export class Survey {
  readonly #disk: Disk
  readonly #root: string
  readonly #folders = new Map<string, Found>()

  constructor(disk: Disk, root: string) {
    this.#disk = disk
    this.#root = root
  }

  /** @param path relative to the root, with forward slashes */
  at(path: string): Found {
    for (const folder of foldersOf(path)) {
      const found = this.#folder(folder)
      if (found.kind !== 'folder') return found
    }
    const entry = this.#disk.look(this.absolute(path))
    if (entry === undefined) return NOTHING
    if (entry.kind === 'file') return { kind: 'file', entry }
    return entry.kind === 'folder' ? FOLDER : { kind: 'obstacle', at: path, what: entry.kind }
  }

  read(path: string): Buffer {
    return this.#disk.read(this.absolute(path))
  }

  /** Whether a folder will be gone once the files `doomed` are: all that it holds is such files and such folders. */
  goesWith(folder: string, doomed: ReadonlySet<string>): boolean {
    if (![...doomed].some(path => path.startsWith(`${folder}/`))) return false
    return this.#disk.list(this.absolute(folder)).every(name => {
      const path = `${folder}/${name}`
      return doomed.has(path) || (this.at(path).kind === 'folder' && this.goesWith(path, doomed))
    })
  }

  absolute(path: string): string {
    return join(this.#root, path)
  }

  #folder(path: string): Found {
    const known = this.#folders.get(path)
    if (known !== undefined) return known
    const entry = this.#disk.look(this.absolute(path))
    const found: Found =
      entry === undefined
        ? NOTHING
        : entry.kind === 'folder'
          ? FOLDER
          : { kind: 'obstacle', at: path, what: entry.kind }
    this.#folders.set(path, found)
    return found
  }
}
