import { styleText } from 'node:util'
import type { AnyProjection } from '../render.ts'
import type { Compiler } from '../types/compiler.ts'

/** Colours a text, where colours are wanted. */
export type Paint = (style: 'bold' | 'dim' | 'red' | 'green' | 'yellow', text: string) => string

/** A place to write to. */
interface Sink {
  readonly write: (text: string) => unknown
}

/** Everything that a command knows of the process it runs in. */
export interface Context {
  readonly out: Sink
  readonly err: Sink
  /** Whether a person sees `out`, so that what was shown may be replaced. */
  readonly isTerminal: boolean
  readonly paint: Paint
  /** Where progress is shown: only for a person's eyes, on the error stream. */
  readonly progress: Progress
  /** A steady clock, in milliseconds. */
  readonly now: () => number
  /** Absolute; paths given on the command line are relative to it. */
  readonly cwd: string
  /** The repository's root, absolute. */
  readonly root: string
  /** The estate that is meant when none is named, by its folder in `apps/`. */
  readonly mainEstate: string | undefined
  /** The environment's variables. */
  readonly env: Readonly<Record<string, string | undefined>>
  /** The user's home folder, absolute. */
  readonly home: string
  /** Everything that is piped in. */
  readonly input: () => Promise<string>
  /** Asks a person yes or no; undefined where nobody is there to answer. */
  readonly confirm: (question: string) => Promise<boolean | undefined>
  /** Waits until a person or the system asks this to end, or nobody reads `out` any more. */
  readonly ended: () => Promise<void>
  /** What renders, imported when it is asked for. */
  readonly projections: () => Promise<readonly AnyProjection[]>
  /** What checks the types; undefined where it is not installed. */
  readonly compiler: () => Compiler | undefined
}

/** One line that is written over and over; nothing of it stays. */
export interface Progress {
  readonly show: (text: string) => void
  readonly clear: () => void
}

/** A stream that may be a terminal. */
export interface Stream extends Sink {
  readonly isTTY?: boolean
}

/** As a shell says it of what a person ended. */
const ENDED = 130

/** How long a program that was asked to end may go on with it, in milliseconds. */
const ENDING_MS = 10_000

/** Waits for the first signal that asks a program to end; a second one, or what then does not come to an end, ends it at once. */
export async function endOf(process: NodeJS.Process): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>()
  let asked = false
  const hear = (): void => {
    if (asked) process.exit(ENDED)
    asked = true
    // A program that was started here, as the compiler, may keep this one up though all is done.
    setTimeout(() => process.exit(process.exitCode ?? ENDED), ENDING_MS).unref()
    resolve()
  }
  // It stays: whoever cleans up after a program that runs here (execa does) ends the process where nobody else listens.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, hear)
  process.stdout.once('error', () => resolve())
  await promise
}

const plain: Paint = (_, text) => text

/** Colours on a terminal, unless NO_COLOR is set (https://no-color.org). */
export function painter(stream: Stream, env: Readonly<Record<string, string | undefined>>): Paint {
  const { NO_COLOR } = env
  if (stream.isTTY !== true || (NO_COLOR !== undefined && NO_COLOR !== '')) return plain
  return (style, text) => styleText(style, text, { validateStream: false })
}

const PATIENCE_MS = 1000
const REFRESH_MS = 100

/** Shows progress on a terminal, once the run takes longer than a second. */
export function progressOn(stream: Stream, now: () => number): Progress {
  if (stream.isTTY !== true) return { show: () => {}, clear: () => {} }
  const start = now()
  let shown = 0
  return {
    show: text => {
      const time = now()
      if (time - start < PATIENCE_MS || time - shown < REFRESH_MS) return
      shown = time
      stream.write(`\r\u001b[K${text}`)
    },
    clear: () => {
      if (shown > 0) stream.write('\r\u001b[K')
      shown = 0
    },
  }
}
