import { setTimeout as sleep } from 'node:timers/promises'
import { formatFinding } from '@homelab/estate/model'
import { present } from '@homelab/formats/present'
import type { Sources } from '../causes/units.ts'
import type { Paint } from '../cli/context.ts'
import type { CommittedBase } from './committed-base.ts'
import type { Answer } from './messages.ts'
import { isFixed, pageOf, type State } from './page.ts'
import type { Listener, Renderer } from './renderer.ts'
import type { Screen } from './screen.ts'
import type { TypeChecks } from './type-checks.ts'

/** After so long it is said that nothing has come yet. */
const SILENCE_MS = 10_000

/** So long the compiler leaves the processors to what renders, which is shown first. */
const HEAD_START_MS = 250

export interface SessionOptions {
  readonly screen: Screen
  readonly paint: Paint
  readonly renderer: (listener: Listener) => Renderer
  /** None: the types are not checked. */
  readonly types: TypeChecks | undefined
  readonly base: CommittedBase
  /** Those on the disk. */
  readonly sources: () => Sources
  /** What the rendered folder is called, where it is written. */
  readonly write: string | undefined
}

/** Watches over one estate: each save is a round, and only what the latest one gives is shown. */
export class Session {
  readonly #options: SessionOptions
  readonly #renderer: Renderer
  #round = 0
  #since = 0
  #why = 'started'
  #sources: Sources = new Map()
  /** Of the latest round, as far as it is known. */
  #types: State['types'] = 'pending'
  #rendered: Omit<State, 'types' | 'written'> | undefined
  #written: string | undefined
  #isWritten = false
  #silence: NodeJS.Timeout | undefined
  /** Of the latest round: it is rendered, or will not be. */
  #answered = Promise.withResolvers<void>()
  readonly #end = Promise.withResolvers<boolean>()

  constructor(options: SessionOptions) {
    this.#options = options
    this.#renderer = options.renderer({ told: answer => this.#told(answer), failed: error => this.#failed(error) })
  }

  async start(): Promise<void> {
    await this.#options.base.read()
    this.#begin('started', this.#options.sources())
  }

  /** Resolves once everything is known: whether nothing is left to be fixed. */
  whole(): Promise<boolean> {
    return this.#end.promise
  }

  /** Something below `apps/` was written. */
  saved(): void {
    const now = this.#options.sources()
    const changed = [...new Set([...this.#sources.keys(), ...now.keys()])]
      .filter(path => this.#sources.get(path) !== now.get(path))
      .toSorted()
    if (changed.length > 0) this.#begin(`saved ${named(changed)}`, now)
  }

  committed(): void {
    void this.#options.base.read().then(isOther => {
      if (isOther) this.#begin('committed', this.#options.sources())
    })
  }

  packagesChanged(): void {
    this.#renderer.restart()
    const restarted = this.#options.types?.restart() ?? Promise.resolve()
    void restarted.then(() => this.#begin('the packages changed', this.#options.sources()))
  }

  async close(): Promise<void> {
    clearTimeout(this.#silence)
    this.#round += 1
    this.#renderer.close()
    await this.#options.types?.close()
  }

  #begin(why: string, sources: Sources): void {
    this.#round += 1
    const round = this.#round
    this.#why = why
    this.#since = performance.now()
    this.#sources = sources
    this.#types = this.#options.types === undefined ? 'not checked' : 'pending'
    this.#rendered = undefined
    this.#written = undefined
    this.#isWritten = false
    this.#renderer.render(round, sources, this.#options.base.base)
    clearTimeout(this.#silence)
    this.#silence = setTimeout(
      () => this.#options.screen.say(`${why}: still loading; does anything in it never end?`),
      SILENCE_MS,
    )
    this.#answered = Promise.withResolvers()
    void this.#check(round, sources, this.#answered.promise)
  }

  async #check(round: number, sources: Sources, answered: Promise<void>): Promise<void> {
    await Promise.race([answered, sleep(HEAD_START_MS)])
    if (round !== this.#round) return
    const checked = await this.#options.types?.check(sources)
    if (round !== this.#round || checked === undefined) return
    this.#types = { checked, milliseconds: performance.now() - this.#since }
    this.#show()
  }

  #told(answer: Answer): void {
    if (answer.round !== this.#round) return
    if (answer.tell === 'rendered') {
      clearTimeout(this.#silence)
      this.#answered.resolve()
      const { targets, report, more } = answer
      this.#rendered = { why: this.#why, milliseconds: performance.now() - this.#since, targets, report, more }
    } else if (answer.tell === 'causes' && this.#rendered !== undefined)
      this.#rendered = { ...this.#rendered, report: answer.report, more: false }
    else if (answer.tell === 'written') this.#written = writtenText(answer, this.#options.write ?? '')
    this.#show()
  }

  #failed(error: Error): void {
    clearTimeout(this.#silence)
    this.#answered.resolve()
    this.#options.screen.say(`${this.#why}: it can't be rendered: ${error.message}`)
    this.#end.resolve(false)
  }

  #show(): void {
    if (this.#rendered === undefined) return
    const state: State = { ...this.#rendered, types: this.#types, ...present({ written: this.#written }) }
    this.#options.screen.show(this.#round, pageOf(state, this.#options.paint))
    if (state.types === 'pending' || state.more) return
    const isFine = isFixed(state)
    if (this.#options.write === undefined || !isFine || state.written !== undefined) this.#end.resolve(isFine)
    else if (!this.#isWritten) {
      this.#isWritten = true
      this.#renderer.write(this.#round)
    }
  }
}

/** So many are named. */
const NAMED = 3

function named(paths: readonly string[]): string {
  const others = paths.length - NAMED
  return `${paths.slice(0, NAMED).join(', ')}${others > 0 ? ` and ${others} more` : ''}`
}

function writtenText({ files, findings, problem }: Extract<Answer, { readonly tell: 'written' }>, out: string): string {
  if (problem !== undefined) return `${out}/ is not written: ${problem}`
  if (findings.length > 0) return `${out}/ is not written: ${findings.map(formatFinding).join('\n')}`
  return `${out}/: ${files === 0 ? 'as it was' : files === 1 ? '1 file written' : `${files} files written`}`
}
