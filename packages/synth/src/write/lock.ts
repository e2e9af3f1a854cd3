import { randomBytes } from 'node:crypto'
import fs from 'node:fs'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { errorCode, Stopped } from '../disk/errors.ts'
import { type Disk, kindOf } from './disk.ts'

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

/** Far past what a run takes: its process id may be another's by now, and a host whose process can't be asked may be gone. */
const STALE_MS = 600_000

/** `lock.PID.TOKEN.HOST`, of letters that no terminal minds. Anything else of the folder is nobody's. */
const NAME = /^lock\.(?<pid>\d{1,10})\.[\w-]{1,32}\.(?<host>[\w.-]{1,60})$/

/**
 * Runs `work` while no other run writes to the same out folder. A lock is a file whose name tells its owner; it is taken by
 * creating one's own and then seeing no other that lives. Nobody ever removes a living run's file, so two runs can both step
 * back, but never both go on.
 *
 * @param folder for the lock, and whatever else `work` needs; what a killed run left there is removed first
 * @throws Stopped where another run holds the lock for longer than two seconds
 */
export function withLock<T>(disk: Disk, folder: string, owner: Owner, work: () => T): T {
  const lock = take(disk, folder, owner)
  try {
    clear(disk, folder, owner, lock)
    return work()
  } finally {
    release(disk, folder, owner, lock)
  }
}

/** This process as the owner of a lock. */
export function thisProcess(): Owner {
  return {
    pid: process.pid,
    host: hostname(),
    token: randomBytes(4).toString('hex'),
    isAlive,
    wait: milliseconds => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds),
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    // EPERM: it lives and is another user's.
    return errorCode(error) === 'EPERM'
  }
}

function take(disk: Disk, folder: string, owner: Owner): string {
  const name = `lock.${owner.pid}.${owner.token}.${hostOf(owner)}`
  const lock = join(folder, name)
  for (let tries = 1; ; tries++) {
    create(disk, folder, lock)
    const other = fs.readdirSync(folder).find(each => each !== name && isHeld(folder, each, owner))
    if (other === undefined) return lock
    disk.removeFile(lock)
    if (tries === TRIES) throw held(folder, other)
    // The odd part keeps two runs that saw each other from meeting again.
    owner.wait(PAUSE_MS + (owner.pid % 50))
  }
}

/** The folder may go between its making and the lock's: another run that ends removes it. */
function create(disk: Disk, folder: string, lock: string): void {
  for (let tries = 1; ; tries++) {
    try {
      makeFolder(disk, folder)
      disk.create(lock, '', false)
      return
    } catch (error) {
      if (errorCode(error) !== 'ENOENT' || tries === TRIES) throw error
    }
  }
}

/** @throws Stopped where a link, which is not followed, or anything else has its name */
function makeFolder(disk: Disk, folder: string): void {
  try {
    disk.makeFolder(folder)
  } catch (error) {
    if (errorCode(error) !== 'EEXIST') throw error
    if (!fs.lstatSync(folder).isDirectory()) throw new Stopped(`${folder} is no folder`, 'delete it and run again')
  }
}

function hostOf({ host }: Owner): string {
  return host.replace(/[^\w.-]/g, '_').slice(0, 60) || '_'
}

/** A lock of another host (a shared folder, a container) counts as held for a while: its process cannot be asked. */
function isHeld(folder: string, name: string, owner: Owner): boolean {
  const { pid, host } = NAME.exec(name)?.groups ?? {}
  if (pid === undefined || host === undefined) return false
  const stats = fs.lstatSync(join(folder, name), { throwIfNoEntry: false })
  if (stats === undefined || kindOf(stats) !== 'file' || Math.abs(Date.now() - stats.mtimeMs) > STALE_MS) return false
  return host !== hostOf(owner) || (Number(pid) !== owner.pid && owner.isAlive(Number(pid)))
}

function held(folder: string, name: string): Stopped {
  const { pid, host } = NAME.exec(name)?.groups ?? {}
  return new Stopped(
    `another run writes to this folder (process ${pid} on ${host})`,
    `wait for it; if it runs no more, delete ${join(folder, name)}`,
  )
}

/** Everything but one's own lock, and those of runs that are trying to take it. */
function clear(disk: Disk, folder: string, owner: Owner, lock: string): void {
  for (const name of fs.readdirSync(folder)) {
    const path = join(folder, name)
    if (path !== lock && !isHeld(folder, name, owner)) disk.removeAll(path)
  }
}

/** What fails here harms nobody: the next run sees that this process is gone. */
function release(disk: Disk, folder: string, owner: Owner, lock: string): void {
  try {
    clear(disk, folder, owner, lock)
    disk.removeFile(lock)
    disk.removeFolder(folder)
  } catch {}
}
