import { join } from 'node:path'
import type { Sources } from '../causes/units.ts'
import type { EstateFile } from '../load.ts'
import { type CheckedTypes, checkTypes } from '../types/check-types.ts'
import type { Compiler } from '../types/compiler.ts'
import type { FileChanges, WarmTypes } from '../types/warm-types.ts'

type LoadWarm = () => Promise<{ readonly warmTypes: (file: EstateFile, repository: string) => WarmTypes }>

/** Checks the types of what is saved: with a compiler that goes on running, or else with one that is started each time. */
export class TypeChecks {
  readonly #file: EstateFile
  readonly #compiler: () => Compiler | undefined
  readonly #repository: string
  readonly #load: LoadWarm
  #warm: WarmTypes | undefined
  #checked: Sources = new Map()
  #work: Promise<unknown> = Promise.resolve()
  #newest = 0
  #isClosed = false

  /** @param load the compiler that goes on running: only who checks types has to wait for it */
  constructor(
    file: EstateFile,
    compiler: () => Compiler | undefined,
    repository: string,
    load: LoadWarm = () => import('../types/warm-types.ts'),
  ) {
    this.#file = file
    this.#compiler = compiler
    this.#repository = repository
    this.#load = load
  }

  /** Nothing where something newer is to be checked. Never rejects. */
  check(sources: Sources): Promise<CheckedTypes | undefined> {
    this.#newest += 1
    const own = this.#newest
    const next = this.#work.then(() => (own === this.#newest && !this.#isClosed ? this.#check(sources) : undefined))
    this.#work = next
    return next
  }

  /** The packages changed: everything is read again. */
  restart(): Promise<void> {
    return this.#end()
  }

  async close(): Promise<void> {
    this.#isClosed = true
    await this.#end()
  }

  async #end(): Promise<void> {
    await this.#warm?.close().catch(() => undefined)
    this.#warm = undefined
  }

  async #check(sources: Sources): Promise<CheckedTypes | undefined> {
    try {
      const { warmTypes } = await this.#load()
      // Nobody would end one that begins after the end.
      if (this.#isClosed) return undefined
      this.#warm ??= warmTypes(this.#file, this.#repository)
      const changes = changesBetween(this.#file.root, this.#checked, sources)
      this.#checked = sources
      return await this.#warm.check(changes)
    } catch {
      await this.#end()
      // Whatever is wrong with it: the usual way takes longer, and says what.
      return this.#isClosed ? undefined : checkTypes(this.#file, this.#compiler(), this.#repository)
    }
  }
}

function changesBetween(root: string, before: Sources, after: Sources): FileChanges {
  const absolute = (paths: Iterable<string>): string[] => [...paths].map(path => join(root, path))
  const [old, now] = [new Set(before.keys()), new Set(after.keys())]
  return {
    changed: absolute([...now.intersection(old)].filter(path => before.get(path) !== after.get(path))),
    created: absolute(now.difference(old)),
    deleted: absolute(old.difference(now)),
  }
}
