import { Worker } from 'node:worker_threads'
import type { Sources } from '../causes/units.ts'
import type { Answer, Base, Question, ThreadOptions } from './messages.ts'

/** From so many modules on another thread takes over: Node keeps each that it ever loaded. */
const MOST_MODULES = 1500

/** Room for what a round makes and throws away: with less a tenth of it goes for collecting that. */
const YOUNG_MB = 192

/** A thread that has answered before, or that has to load everything first, works no longer without being stuck. */
const WARM_PATIENCE_MS = 5000
const COLD_PATIENCE_MS = 30_000

interface Thread {
  readonly worker: Worker
  /** What it knows to be committed. */
  base?: Base
  /** When it was asked what it has not answered yet. */
  askedAt?: number
  isWarm: boolean
}

/** Who hears of it. */
export interface Listener {
  readonly told: (answer: Answer) => void
  /** A thread failed, for a reason that is no finding; the next question starts another one. */
  readonly failed: (error: Error) => void
}

/** Renders in a thread of its own, and in another one once that has grown, hangs or failed. */
export class Renderer {
  readonly #options: ThreadOptions
  readonly #listener: Listener
  #thread: Thread | undefined
  /** Loads everything, to take over. */
  #next: Thread | undefined

  constructor(options: ThreadOptions, listener: Listener) {
    this.#options = options
    this.#listener = listener
    this.#thread = this.#start()
  }

  render(round: number, sources: Sources, base: Base): void {
    if (this.#thread !== undefined && isStuck(this.#thread)) this.restart()
    this.#thread ??= this.#start()
    ask(this.#thread, round, sources, base)
    this.#latest = { round, sources, base }
  }

  write(round: number): void {
    const question: Question = { ask: 'write', round }
    this.#thread?.worker.postMessage(question)
  }

  /** Everything is loaded again: the packages changed. */
  restart(): void {
    this.close()
    this.#thread = this.#start()
  }

  close(): void {
    for (const thread of [this.#thread, this.#next]) void thread?.worker.terminate()
    this.#thread = undefined
    this.#next = undefined
  }

  #latest: { readonly round: number; readonly sources: Sources; readonly base: Base } | undefined

  #start(): Thread {
    const worker = new Worker(new URL('./thread.ts', import.meta.url), {
      workerData: this.#options,
      resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MB },
    })
    const thread: Thread = { worker, isWarm: false }
    worker.on('message', (answer: Answer) => this.#hear(thread, answer))
    worker.on('error', error => this.#failed(thread, error))
    return thread
  }

  #hear(thread: Thread, answer: Answer): void {
    if (answer.tell === 'rendered') {
      delete thread.askedAt
      thread.isWarm = true
    }
    if (thread === this.#next && answer.tell === 'rendered') this.#takeOver(thread)
    else if (thread === this.#thread) {
      this.#listener.told(answer)
      if (answer.tell === 'rendered' && answer.modules > MOST_MODULES) this.#prepare()
    }
  }

  #prepare(): void {
    if (this.#next !== undefined || this.#latest === undefined) return
    this.#next = this.#start()
    const { round, sources, base } = this.#latest
    ask(this.#next, round, sources, base)
  }

  #takeOver(thread: Thread): void {
    const old = this.#thread
    this.#thread = thread
    this.#next = undefined
    // What the old one has not answered is asked again.
    if (old?.askedAt !== undefined && this.#latest !== undefined) {
      const { round, sources, base } = this.#latest
      ask(thread, round, sources, base)
    }
    void old?.worker.terminate()
  }

  #failed(thread: Thread, error: unknown): void {
    if (thread === this.#next) this.#next = undefined
    if (thread !== this.#thread) return
    this.#thread = undefined
    this.#listener.failed(error instanceof Error ? error : new Error(String(error)))
  }
}

function ask(thread: Thread, round: number, sources: Sources, base: Base): void {
  const question: Question = { ask: 'render', round, sources, base: thread.base === base ? 'as before' : base }
  thread.base = base
  thread.askedAt ??= performance.now()
  thread.worker.postMessage(question)
}

function isStuck({ askedAt, isWarm }: Thread): boolean {
  if (askedAt === undefined) return false
  return performance.now() - askedAt > (isWarm ? WARM_PATIENCE_MS : COLD_PATIENCE_MS)
}
