import { type FSWatcher, readdirSync, watch } from 'node:fs'
import { join } from 'node:path'
import { errorCode } from '../disk/errors.ts'

/** Editors write a file in several steps, and formatters many: so long it must have been quiet. */
const QUIET_MS = 15
/** Whoever writes on and on is shown something meanwhile. */
const LONGEST_MS = 300

/** Folders that are watched. */
export interface Watched {
  readonly close: () => void
}

/**
 * Calls back when anything changed below some folders: once for what comes in one go. What changed is for the caller to see: a
 * rename, a new folder or a swap of files look different on every system.
 *
 * @param folders absolute; those that are missing are not watched
 * @param deep whether folders below them are watched as well
 */
export function watchFolders(folders: readonly string[], deep: boolean, changed: () => void): Watched {
  const watchers = new Map<string, FSWatcher>()
  const wait = burst(changed)
  const sync = (): void => {
    const there = new Set(folders.flatMap(folder => (deep ? foldersBelow(folder) : [folder])))
    for (const [path, watcher] of watchers) {
      if (there.has(path)) continue
      watcher.close()
      watchers.delete(path)
    }
    for (const path of there) if (!watchers.has(path)) add(path)
  }
  const add = (path: string): void => {
    try {
      const watcher = watch(path, event => {
        // A folder that came may hold files already, and is read after it is watched.
        if (event === 'rename' && deep) sync()
        wait.tell()
      })
      watcher.on('error', () => {
        watcher.close()
        watchers.delete(path)
      })
      watchers.set(path, watcher)
    } catch (error) {
      // It went meanwhile.
      if (errorCode(error) !== 'ENOENT') throw error
    }
  }
  sync()
  return {
    close: () => {
      wait.stop()
      for (const watcher of watchers.values()) watcher.close()
    },
  }
}

/** What is told many times in a row is one. */
function burst(done: () => void): { readonly tell: () => void; readonly stop: () => void } {
  let timer: NodeJS.Timeout | undefined
  let since: number | undefined
  return {
    tell: () => {
      const now = performance.now()
      since ??= now
      clearTimeout(timer)
      const left = Math.min(QUIET_MS, Math.max(0, since + LONGEST_MS - now))
      timer = setTimeout(() => {
        since = undefined
        done()
      }, left)
    },
    stop: () => clearTimeout(timer),
  }
}

function foldersBelow(folder: string): readonly string[] {
  try {
    return [
      folder,
      ...readdirSync(folder, { withFileTypes: true }).flatMap(entry =>
        entry.isDirectory() && entry.name !== 'node_modules' ? foldersBelow(join(folder, entry.name)) : [],
      ),
    ]
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return []
    throw error
  }
}
