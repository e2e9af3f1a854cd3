import fs from 'node:fs'
import { join } from 'node:path'

/** What lies at a path. A link is seen as a link, and never followed. */
export type Kind = 'file' | 'folder' | 'link' | 'other'

/**
 * Every change that the writer makes to a file system, so that tests can fail each, or end the run there. Paths are absolute.
 * All throw Node's system errors.
 */
export interface Disk {
  /** The folder above must exist. Throws EEXIST where something is already. */
  readonly makeFolder: (path: string) => void
  /** Throws EEXIST where something is already. */
  readonly create: (path: string, content: string, executable: boolean) => void
  /** Returns when a file's content, or a folder's list of names, would survive a power loss. */
  readonly sync: (path: string) => void
  readonly rename: (from: string, to: string) => void
  /** Does nothing where nothing is. */
  readonly removeFile: (path: string) => void
  /** Throws ENOTEMPTY where it holds anything. */
  readonly removeFolder: (path: string) => void
  /** Whatever it is, with all that it holds. */
  readonly removeAll: (path: string) => void
}

/** Calls block: the process does nothing else meanwhile, and they are the fastest. */
export const realDisk: Disk = {
  makeFolder: path => fs.mkdirSync(path),
  create: (path, content, executable) =>
    fs.writeFileSync(path, content, { flag: 'wx', mode: executable ? 0o755 : 0o644 }),
  sync: path => {
    const handle = fs.openSync(path, 'r')
    try {
      fs.fsyncSync(handle)
    } finally {
      fs.closeSync(handle)
    }
  },
  rename: (from, to) => fs.renameSync(from, to),
  removeFile: path => fs.rmSync(path, { force: true }),
  removeFolder: path => fs.rmdirSync(path),
  removeAll: path => fs.rmSync(path, { recursive: true, force: true }),
}

/** All that lies below a folder, by its path from there with forward slashes; nothing where the folder is not there. */
export function survey(root: string): ReadonlyMap<string, Kind> {
  const found = new Map<string, Kind>()
  const into = (folder: string): void => {
    for (const entry of fs.readdirSync(join(root, folder), { withFileTypes: true })) {
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`
      const kind = kindOf(entry)
      found.set(path, kind)
      if (kind === 'folder') into(path)
    }
  }
  if (fs.existsSync(root)) into('')
  return found
}

export function kindOf(entry: fs.Dirent | fs.Stats): Kind {
  if (entry.isFile()) return 'file'
  if (entry.isDirectory()) return 'folder'
  return entry.isSymbolicLink() ? 'link' : 'other'
}
