import { join } from 'node:path'
import type { Disk } from '../disk/disk.ts'
import { errorCode, Stopped } from '../disk/errors.ts'
import type { StatePaths } from './state.ts'

/** Who holds the lock, and how to see whether others still live. */
export interface Owner {
  readonly pid: number
  readonly host: string
  /** Differs between two runs of one process id. */
  readonly token: string
  /** Whether a process of this host runs. */
  readonly isAlive: (pid: number) => boolean
  readonly wait: (milliseconds: number) => void
}

const TRIES = 20
const PAUSE_MS = 100

/**
 * Runs `work` while no other run writes to the same out folder. A lock is a file that names its owner; it is taken by
 * creating one's own and then seeing no other that lives. Nobody ever removes a living run's file, so two runs can
 * both step back, but never both go on.
 *
 * @throws Stopped where another run holds the lock for longer than two seconds
 */
export function withLock<T>(disk: Disk, state: StatePaths, owner: Owner, work: () => T): T {
  const lock = take(disk, state, owner)
  try {
    return work()
  } finally {
    release(disk, state, lock)
  }
}

function take(disk: Disk, state: StatePaths, owner: Owner): string {
  const name = `lock.${owner.pid}.${owner.token}.${encodeURIComponent(owner.host)}`
  const lock = join(state.folder, name)
  for (let tries = 1; ; tries++) {
    create(disk, state, lock)
    const other = livingOther(disk, state, owner, name)
    if (other === undefined) return lock
    disk.removeFile(lock)
    if (tries === TRIES) throw held(state, other)
    // The odd part keeps two runs that saw each other from meeting again.
    owner.wait(PAUSE_MS + (owner.pid % 50))
  }
}

/** The folder may go between its making and the lock's: another run that ends removes it. */
function create(disk: Disk, state: StatePaths, lock: string): void {
  for (let tries = 1; ; tries++) {
    makeStateFolder(disk, state)
    try {
      disk.create(lock, Buffer.alloc(0), false)
      return
    } catch (error) {
      if (errorCode(error) !== 'ENOENT' || tries === TRIES) throw error
    }
  }
}

/** @throws Stopped where a link, which is not followed, or anything else has its name */
function makeStateFolder(disk: Disk, { folder }: StatePaths): void {
  const found = disk.look(folder)
  if (found?.kind === 'folder') return
  if (found !== undefined) throw new Stopped(`${folder} is no folder`, 'delete it and run again')
  try {
    disk.makeFolder(folder)
  } catch (error) {
    if (errorCode(error) !== 'EEXIST') throw error
  }
}

/** The name of a lock whose owner lives; locks that a dead run left are removed on the way. */
function livingOther(disk: Disk, state: StatePaths, owner: Owner, own: string): string | undefined {
  for (const name of disk.list(state.folder)) {
    if (!name.startsWith('lock.') || name === own) continue
    if (!isStale(name, owner)) return name
    removeIfThere(disk, join(state.folder, name))
  }
  return undefined
}

/** A lock of another host (a shared folder, a container) counts as held: its process cannot be asked. */
function isStale(name: string, owner: Owner): boolean {
  const { pid, host } = parseName(name)
  if (host !== owner.host) return false
  return pid === owner.pid || !owner.isAlive(pid)
}

function parseName(name: string): { readonly pid: number; readonly host: string } {
  const [, pid, , ...host] = name.split('.')
  return { pid: Number(pid), host: decodeURIComponent(host.join('.')) }
}

function held(state: StatePaths, name: string): Stopped {
  const { pid, host } = parseName(name)
  return new Stopped(
    `another run writes to this folder (process ${pid} on ${host})`,
    `wait for it; if it runs no more, delete ${join(state.folder, name)}`,
  )
}

/** What fails here harms nobody: the next run sees that this process is gone. */
function release(disk: Disk, state: StatePaths, lock: string): void {
  try {
    disk.removeFile(lock)
    disk.removeFolder(state.folder)
  } catch {}
}

export function removeIfThere(disk: Disk, path: string): void {
  try {
    disk.removeFile(path)
  } catch (error) {
    if (errorCode(error) !== 'ENOENT') throw error
  }
}
