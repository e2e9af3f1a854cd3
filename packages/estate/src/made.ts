/** Where something was made: a function's frames, as text that is only put together when somebody asks. */
interface Frames {
  readonly stack: string
}

const frames = new WeakMap<object, Frames>()

/** Enough to get from a constructor through a few helpers to the file of an author. */
const depth = 12

/**
 * The same thing, with a note from where it was made, for findings: every constructor of the vocabulary gives its things
 * through it. Costs microseconds. A copy (`{ ...thing }`) has no note; what it stands in has one.
 */
export function made<T extends object>(thing: T): T {
  const limit = Error.stackTraceLimit
  Error.stackTraceLimit = depth
  const at = {}
  // V8's own: the frames are kept, and become text when `stack` is read.
  Error.captureStackTrace(at, made)
  Error.stackTraceLimit = limit
  frames.set(thing, at as Frames)
  return thing
}

/** Whether a place is noted of a thing. */
export function isMade(thing: object): boolean {
  return frames.has(thing)
}

/** A place in a source file, from 1. */
export interface Source {
  /** Relative to the repository's root. */
  readonly file: string
  readonly line: number
  readonly column: number
}

/** Gives the place where a thing was made; `undefined` for what has none in the sources of the estate. */
export type SourceOf = (thing: object) => Source | undefined

/**
 * The innermost frame that is in the estate's own folder, else in one above it: a helper of the same folder may have made
 * it, but a package only on behalf of somebody.
 *
 * @param estateUrl URL of `…/apps/NAME/estate.ts`; the root is the folder above `apps`
 */
export function sourcesBelow(estateUrl: string): SourceOf {
  const own = estateUrl.split('/').slice(0, -1)
  const rootLength = own.length - 2
  const known = new Map<object, Source | undefined>()
  const find = (thing: object): Source | undefined => {
    let best: Source | undefined
    let most = rootLength
    for (const { url, line, column } of placesIn(frames.get(thing)?.stack ?? '')) {
      const parts = url.split('/')
      const shared = own.findIndex((part, index) => part !== parts[index])
      const length = shared === -1 ? own.length : shared
      if (length <= most || parts.includes('node_modules')) continue
      most = length
      best = { file: decodeURIComponent(parts.slice(rootLength).join('/')), line, column }
    }
    return best
  }
  return thing => {
    if (!frames.has(thing)) return undefined
    if (!known.has(thing)) known.set(thing, find(thing))
    return known.get(thing)
  }
}

/** `at name (URL:LINE:COLUMN)`, innermost first; some runtimes write paths where Node writes URLs. */
function placesIn(stack: string): { readonly url: string; readonly line: number; readonly column: number }[] {
  return Array.from(
    stack.matchAll(/^ +at .*?((?:file:\/)?\/[^()]*?):(\d+):(\d+)\)?$/gm),
    ([, at = '', line, column]) => ({
      url: at.startsWith('file:') ? at : `file://${encodeURI(at)}`,
      line: Number(line),
      column: Number(column),
    }),
  )
}
