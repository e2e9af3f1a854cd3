/**
 * Programs that are built: a folder under node_modules/.cache, made once for each content of what it is made of.
 * Ask at the top level of a module: a test has a time limit, its file's imports have none.
 */
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { present } from '@homelab/formats/present'

const cache = join(import.meta.dirname, '../../../node_modules/.cache')

/**
 * The folder, made when it is not there yet. Runs at the same time make it once; one that was interrupted leaves nothing
 * that looks whole. Folders of the same name for other contents go: nothing asks for them again.
 *
 * @param of what it is made of: texts, in a fixed order
 * @param make fills the folder, which is its place for good; what it throws is passed on
 * @param signal ends the wait for another run that makes it
 */
export async function madeOnce(
  name: string,
  of: readonly (string | Uint8Array)[],
  make: (folder: string) => Promise<void>,
  signal?: AbortSignal,
): Promise<string> {
  const hash = createHash('sha256')
  for (const part of of) hash.update(`${part.length}:`).update(part)
  const folder = join(cache, `${name}-${hash.digest('hex').slice(0, 16)}`)
  const ready = join(folder, '.ready')
  if (existsSync(ready)) return folder
  const makeIt = async (): Promise<void> => {
    if (existsSync(ready)) return
    rmSync(folder, { recursive: true, force: true })
    mkdirSync(folder)
    await make(folder)
    writeFileSync(ready, '')
    removeOthers(name, folder)
  }
  await whileLocked(`${folder}.lock`, makeIt, signal)
  return folder
}

/** The names and contents of all files below a folder, as `madeOnce` takes them. */
export function contentsOf(folder: string): (string | Uint8Array)[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name))
    .toSorted()
    .flatMap(path => [path.slice(folder.length), readFileSync(path)])
}

/** The lock is a file that holds the owner's process id. */
async function whileLocked(lock: string, work: () => Promise<void>, signal: AbortSignal | undefined): Promise<void> {
  mkdirSync(cache, { recursive: true })
  while (!takeLock(lock)) await sleep(500, undefined, present({ signal }))
  try {
    await work()
  } finally {
    rmSync(lock, { force: true })
  }
}

function takeLock(lock: string): boolean {
  try {
    writeFileSync(lock, String(process.pid), { flag: 'wx' })
    return true
  } catch {
    // A lock whose owner is gone (an interrupted run) is nobody's; the next turn takes it.
    if (!ownerIsAlive(lock)) rmSync(lock, { force: true })
    return false
  }
}

function ownerIsAlive(lock: string): boolean {
  try {
    process.kill(Number(readFileSync(lock, 'utf8')), 0)
    return true
  } catch {
    return false
  }
}

function removeOthers(name: string, folder: string): void {
  for (const entry of readdirSync(cache)) {
    const path = join(cache, entry)
    if (path !== folder && new RegExp(`^${name}-[0-9a-f]{16}$`).test(entry)) rmSync(path, { recursive: true })
  }
}
