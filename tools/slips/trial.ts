/** What becomes of a slip: the compiler and the checks are asked, as for a change that somebody made. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { loadProjections } from '@homelab/synth'
import { type Outcome, type Sources, sourceTrial, type Trial } from '@homelab/synth/causes'
import { root } from '../../tests/support/sources.ts'
import type { Copy } from '../seeded/copy.ts'

/**
 * `compiler`: it does not type-check. `unused`: the compiler says only that a name is used no more. `load`: the estate can't be
 * loaded. `stopped`: a projection fails. `finding`: one is open. `same`: nothing says a word, and what is rendered is what it was.
 */
export type Fate = 'compiler' | 'unused' | 'load' | 'stopped' | 'finding' | 'same' | 'survived'

export interface Verdict {
  readonly fate: Fate
  /** In the words of who caught it. */
  readonly by?: string
}

/** The compiler's numbers for names that nothing uses: https://github.com/microsoft/TypeScript/blob/main/src/compiler/diagnosticMessages.json */
const unusedNames = /error TS(?:6133|6192|6196|6198|6199):/

/** Tries changed sources of one estate, one after the other. */
export class Trials {
  readonly #copy: Copy
  readonly #estate: string
  readonly #trial: Trial
  readonly #today: Outcome

  private constructor(copy: Copy, estate: string, trial: Trial, today: Outcome) {
    this.#copy = copy
    this.#estate = estate
    this.#trial = trial
    this.#today = today
  }

  /** @throws Error where the sources as they are have a finding, or do not load */
  static async over(copy: Copy, estate: string, sources: Sources): Promise<Trials> {
    const trial = sourceTrial({ root, estate, projections: await loadProjections() })
    const today = await trial.run(sources)
    if ('failed' in today) throw new Error(`the estate can't be loaded: ${today.failed}`)
    const [open] = [...today.findings, ...today.stopped]
    if (open !== undefined) throw new Error(`the estate has a finding as it is: ${open}`)
    // As in `mise run types`, but for what the estate does not import.
    const project = { extends: './tsconfig.json', include: [], files: [estate] }
    writeFileSync(join(copy.folder, 'tsconfig.slips.json'), JSON.stringify(project))
    const trials = new Trials(copy, estate, trial, today)
    const compiled = await trials.#compile()
    if (compiled !== undefined) throw new Error(`the estate does not type-check as it is: ${compiled.by}`)
    return trials
  }

  async of(sources: Sources, file: string): Promise<Verdict> {
    const before = this.#copy.read(file)
    this.#copy.write(file, sources.get(file) ?? '')
    try {
      const [compiled, checked] = await Promise.all([this.#compile(), this.#check(sources)])
      if (compiled?.fate === 'compiler') return compiled
      return checked.fate === 'same' || checked.fate === 'survived' ? (compiled ?? checked) : checked
    } finally {
      this.#copy.write(file, before)
    }
  }

  async #compile(): Promise<Verdict | undefined> {
    const { exitCode, said } = await this.#copy.run(120_000, 'tsc', '--pretty', 'false', '-p', 'tsconfig.slips.json')
    if (exitCode === 0) return undefined
    const errors = said.split('\n').filter(line => /error TS\d+:/.test(line))
    const [error] = errors
    if (error === undefined) throw new Error(`the compiler failed over ${this.#estate}: ${said}`)
    const [wrong] = errors.filter(line => !unusedNames.test(line))
    return wrong === undefined ? { fate: 'unused', by: error } : { fate: 'compiler', by: wrong }
  }

  async #check(sources: Sources): Promise<Verdict> {
    const outcome = await this.#trial.run(sources)
    if ('failed' in outcome) return { fate: 'load', by: outcome.failed }
    const [finding] = outcome.findings
    if (finding !== undefined) return { fate: 'finding', by: finding }
    const [stopped] = outcome.stopped
    if (stopped !== undefined)
      return { fate: 'stopped', by: `the projection to ${stopped} fails, and no finding says why` }
    return { fate: this.#renders(outcome) ? 'same' : 'survived' }
  }

  /** Whether an outcome has the files of today. */
  #renders({ files }: Outcome): boolean {
    const today = this.#today.files
    if (files.size !== today.size) return false
    return [...files].every(([path, { content, executable }]) => {
      const other = today.get(path)
      return other?.content === content && other.executable === executable
    })
  }
}
