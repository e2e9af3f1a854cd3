import fs from 'node:fs'
import type { Disk } from '../src/disk/disk.ts'
import { realDisk } from '../src/disk/real-disk.ts'

/** The real disk without the wait for its platters, which no test can see. */
export const hastyDisk: Disk = { ...realDisk, sync: () => {} }

/** What goes wrong at one call. */
export type Fault =
  /** The process is gone: before the call, after it, or in the middle of a write. No later call happens. */
  | { readonly kind: 'killed'; readonly when: 'before' | 'during' | 'after' }
  /** The call fails, once; or from then on all that need space fail. A write leaves half of its bytes. */
  | { readonly kind: 'error'; readonly code: 'EIO' | 'ENOSPC' }

/** Thrown in the place of a process's end. */
class Killed extends Error {
  override readonly name = 'Killed'
}

/** The real disk, which counts its calls and fails at one of them. */
export class FaultyDisk {
  readonly disk: Disk
  calls = 0
  /** The calls, for the message of a failed test. */
  readonly log: string[] = []
  readonly #at: number
  readonly #fault: Fault
  /** Whether the fault has happened. */
  struck = false
  #dead = false
  #full = false
  /** Files whose content a power loss would take. */
  readonly #volatile = new Set<string>()

  constructor(at: number, fault: Fault) {
    this.#at = at
    this.#fault = fault
    this.disk = {
      look: path => this.#call('look', path, () => realDisk.look(path)),
      read: path => this.#call('read', path, () => realDisk.read(path)),
      list: folder => this.#call('list', folder, () => realDisk.list(folder)),
      makeFolder: path => this.#call('makeFolder', path, () => realDisk.makeFolder(path)),
      create: (path, bytes, executable) =>
        this.#call(
          'create',
          path,
          () => {
            realDisk.create(path, bytes, executable)
            this.#volatile.add(path)
          },
          () => realDisk.create(path, bytes.subarray(0, bytes.length / 2), executable),
        ),
      sync: path => this.#call('sync', path, () => this.#volatile.delete(path)),
      rename: (from, to) =>
        this.#call('rename', from, () => {
          realDisk.rename(from, to)
          this.#volatile.delete(to)
          if (this.#volatile.delete(from)) this.#volatile.add(to)
        }),
      removeFile: path => this.#call('removeFile', path, () => realDisk.removeFile(path)),
      removeFolder: path => this.#call('removeFolder', path, () => realDisk.removeFolder(path)),
    }
  }

  /** The last moments of a machine without power: names are there, contents that were never synced are not. */
  losePower(): void {
    for (const path of this.#volatile) if (fs.existsSync(path)) fs.truncateSync(path)
  }

  #call<T>(name: string, path: string, work: () => T, half?: () => void): T {
    if (this.#dead) throw new Killed()
    this.log.push(`${name} ${path}`)
    const now = this.calls++ === this.#at
    if (this.#full && ['create', 'makeFolder', 'sync'].includes(name)) throw this.#error(name, path, half)
    if (!now) return work()
    this.struck = true
    if (this.#fault.kind === 'error') {
      this.#full = this.#fault.code === 'ENOSPC'
      throw this.#error(name, path, half)
    }
    this.#dead = true
    if (this.#fault.when === 'during') half?.()
    if (this.#fault.when === 'after') work()
    throw new Killed()
  }

  #error(name: string, path: string, half?: () => void): Error {
    half?.()
    const code = this.#full ? 'ENOSPC' : 'EIO'
    return Object.assign(new Error(`${code}: ${name} '${path}'`), { code, syscall: name, path })
  }
}
