import type { Modules } from '../../tests/support/modules.ts'
import type { Copy } from '../seeded/copy.ts'
import type { MustDie } from './must-die.ts'
import { type Mutant, mutated } from './operators.ts'
import { relatedTests, snapshots } from './related.ts'

/**
 * `killed`: a test turned red. `refused`: by the compiler. `dist`: what is rendered changed, and no test minds. `late`: the
 * time was up before anything was known. `survived`: nothing changed that anybody looks at.
 */
export interface Verdict {
  readonly fate: 'killed' | 'refused' | 'dist' | 'late' | 'survived'
  /** The test file that turned red, or what the compiler said. */
  readonly by?: string
}

/** The nearest tests are run first: most mutants go no further. */
const NEAR = 4
/** For those of the list, which a slow machine must not let through. */
const LISTED_MS = 900_000

/** Tries mutants in a copy, one after the other. */
export class Trials {
  readonly #copy: Copy
  readonly #modules: Modules
  readonly #timeoutMs: number
  /** Test file -> whether it is green without any mutant: one that is red notices nothing. */
  readonly #green = new Map<string, boolean>()
  #compiles: boolean | undefined

  /** @param timeoutMs for each run of tests */
  constructor(copy: Copy, modules: Modules, timeoutMs: number) {
    this.#copy = copy
    this.#modules = modules
    this.#timeoutMs = timeoutMs
  }

  async of(mutant: Mutant): Promise<Verdict> {
    const text = this.#copy.read(mutant.file)
    const related = relatedTests(mutant.file, this.#modules)
    const put = (): void => this.#copy.write(mutant.file, mutated(text, mutant))
    const restore = (): void => this.#copy.write(mutant.file, text)
    try {
      return (
        (await this.#redIn(related.slice(0, NEAR), put, restore)) ??
        (await this.#refused(put, restore)) ??
        (await this.#redIn(related.slice(NEAR), put, restore)) ??
        (await this.#redIn([snapshots], put, restore).then(found =>
          found?.fate === 'killed' ? { fate: 'dist' } : found,
        )) ?? {
          fate: 'survived',
        }
      )
    } finally {
      restore()
    }
  }

  /** Those of its tests that stay green, or are red without it. */
  async missedBy({ file, before, after, tests }: MustDie): Promise<readonly string[]> {
    const text = this.#copy.read(file)
    if (text.split(before).length !== 2) return [`${file} does not have it once: ${before}`]
    const missed: string[] = []
    for (const test of tests) {
      this.#copy.write(
        file,
        text.replace(before, () => after),
      )
      const red = await this.#run([test], LISTED_MS).finally(() => this.#copy.write(file, text))
      if (red.includes(undefined)) missed.push(`${test} ran too long`)
      else if (!red.includes(test)) missed.push(`${test} is green`)
      else if (!(await this.#isGreen(test, LISTED_MS))) missed.push(`${test} is red without it`)
    }
    return missed
  }

  /** The first test that minds, where one does. */
  async #redIn(tests: readonly string[], put: () => void, restore: () => void): Promise<Verdict | undefined> {
    const left = new Set(tests)
    while (left.size > 0) {
      put()
      const red = await this.#run([...left])
      if (red.includes(undefined)) return { fate: 'late' }
      if (red.length === 0) return undefined
      restore()
      for (const by of red) {
        if (by === undefined) continue
        if (await this.#isGreen(by)) return { fate: 'killed', by }
        left.delete(by)
      }
    }
    return undefined
  }

  async #isGreen(test: string, timeoutMs = this.#timeoutMs): Promise<boolean> {
    const known = this.#green.get(test) ?? (await this.#run([test], timeoutMs)).length === 0
    this.#green.set(test, known)
    return known
  }

  /** The files that were red when the run ended, which it does with the first; `undefined` where it took too long. */
  async #run(tests: readonly string[], timeoutMs = this.#timeoutMs): Promise<readonly (string | undefined)[]> {
    const { exitCode, said } = await this.#copy.run(
      timeoutMs,
      'vitest',
      ...['run', '--bail=1', '--testTimeout=120000', '--reporter=json', '--outputFile=mutants.json'],
      ...tests,
    )
    if (exitCode === undefined) return [undefined]
    if (exitCode === 0) return []
    const { testResults } = JSON.parse(this.#copy.read('mutants.json')) as {
      readonly testResults: readonly { readonly name: string; readonly status: string }[]
    }
    const red = testResults
      .filter(({ status }) => status === 'failed')
      .map(({ name }) => name.slice(name.indexOf(this.#copy.folder) + this.#copy.folder.length + 1))
    if (red.length === 0) throw new Error(`vitest ended with ${exitCode} and names no red file:\n${said.slice(-2000)}`)
    return red
  }

  async #refused(put: () => void, restore: () => void): Promise<Verdict | undefined> {
    const compiled = (): ReturnType<Copy['run']> =>
      this.#copy.run(
        this.#timeoutMs,
        'tsc',
        ...['--noEmit', '-p', '.', '--incremental', '--tsBuildInfoFile', 'node_modules/mutants.tsbuildinfo'],
      )
    restore()
    if (this.#compiles === undefined) {
      const { exitCode } = await compiled()
      // No time for the compiler: the tests alone are asked.
      if (exitCode === undefined) return undefined
      this.#compiles = exitCode === 0
    }
    if (!this.#compiles) throw new Error('the sources do not compile without any mutant')
    put()
    const { exitCode, said } = await compiled()
    if (exitCode === 0 || exitCode === undefined) return undefined
    return { fate: 'refused', by: said.split('\n')[0] ?? '' }
  }
}
