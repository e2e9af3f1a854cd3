import fs from 'node:fs'
import { type Disk, realDisk } from '../src/write/disk.ts'

/** The real disk without the wait for its platters, which no test can see. */
export const hastyDisk: Disk = { ...realDisk, sync: () => {} }

/** What goes wrong at one change. */
export type Fault =
  /** The process is gone: before the change, after it, or in the middle of a write. No later change happens. */
  | { readonly kind: 'killed'; readonly when: 'before' | 'during' | 'after' }
  /** The change fails, once; or from then on all that need space fail. A write leaves half of its bytes. */
  | { readonly kind: 'error'; readonly code: 'EIO' | 'ENOSPC' }

/** Thrown in the place of a process's end. */
class Killed extends Error {
  override readonly name = 'Killed'
}

const NEED_SPACE: ReadonlySet<string> = new Set(['create', 'makeFolder', 'sync'])

/** The real disk, which counts its changes and fails at one of them. */
export class FaultyDisk {
  readonly disk: Disk
  /** The changes that were asked for. */
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
    const one = (name: 'makeFolder' | 'removeFile' | 'removeFolder' | 'removeAll') => (path: string) =>
      this.#change(name, path, () => hastyDisk[name](path))
    this.disk = {
      makeFolder: one('makeFolder'),
      removeFile: one('removeFile'),
      removeFolder: one('removeFolder'),
      removeAll: one('removeAll'),
      create: (path, content, executable) => {
        const part = (length: number): void => hastyDisk.create(path, content.slice(0, length), executable)
        this.#change(
          'create',
          path,
          () => part(content.length),
          () => part(content.length / 2),
        )
        this.#volatile.add(path)
      },
      sync: path => this.#change('sync', path, () => this.#volatile.delete(path)),
      rename: (from, to) =>
        this.#change('rename', to, () => {
          hastyDisk.rename(from, to)
          this.#volatile.delete(to)
          if (this.#volatile.delete(from)) this.#volatile.add(to)
        }),
    }
  }

  /** The last moments of a machine without power: names are there, contents that were never synced are not. */
  losePower(): void {
    for (const path of this.#volatile) if (fs.existsSync(path)) fs.truncateSync(path)
  }

  #change(name: keyof Disk, path: string, work: () => unknown, half?: () => void): void {
    if (this.#dead) throw new Killed()
    const now = this.log.push(`${name} ${path}`) - 1 === this.#at
    if (this.#full && NEED_SPACE.has(name)) throw this.#error(name, path, half)
    if (!now) {
      work()
      return
    }
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
