import type { ChangeFacet } from './change.ts'
import type { AnyOptions } from './options.ts'

/**
 * A part: one noun that an estate is made of, with all that is said of it, in one folder. An estate registers its parts by
 * value, so that another homelab adds one without a change of the packages.
 */
export interface Part {
  /** What it provides, and so which further members it has: `workload`, `delivery`, `secret-store`. */
  readonly contract: string
  /** The `kind` of the data that is its: each is made by one constructor alone, which decides its type. */
  readonly kinds: readonly string[]
  /** Every option that its data has: another one is a finding. Not looked at by default. */
  readonly options?: AnyOptions
  /** What renders it, loaded before anything is rendered. */
  readonly renderer?: Renderer<unknown>
  /** What is dangerous in a change of what it renders, and how that is read; loaded when somebody asks for a diff. */
  readonly changes?: () => Promise<ChangeFacet>
}

/** What is asked of all parts that provide one thing: whoever asks knows no provider. */
export interface Contract<P extends Part> {
  readonly name: P['contract']
  /** The part whose data is of a kind, among those that an estate registers. */
  readonly of: (parts: readonly Part[], kind: string) => P | undefined
  /** All that provide it, in the order in which the estate registers them. */
  readonly all: (parts: readonly Part[]) => readonly P[]
}

/** Defines a contract; its providers are objects of type `P`. */
export function contract<P extends Part>(name: P['contract']): Contract<P> {
  const provides = (part: Part): part is P => part.contract === name
  // An estate has one list, which is asked for every secret, metric and unit.
  const known = new WeakMap<readonly Part[], Providers<P>>()
  const providers = (parts: readonly Part[]): Providers<P> => {
    const found = known.get(parts) ?? providersOf(parts.filter(provides))
    known.set(parts, found)
    return found
  }
  return { name, of: (parts, kind) => providers(parts).byKind.get(kind), all: parts => providers(parts).all }
}

interface Providers<P> {
  readonly all: readonly P[]
  readonly byKind: ReadonlyMap<string, P>
}

/** Of two for one kind, which is a finding, the first. */
function providersOf<P extends Part>(all: readonly P[]): Providers<P> {
  const entries = all.flatMap(part => part.kinds.map(kind => [kind, part] as const))
  return { all, byKind: new Map(entries.toReversed()) }
}

/** A module that renders, and that may load large libraries. */
export interface Renderer<R> {
  readonly load: () => Promise<void>
  /** @throws Error when it was not loaded */
  readonly get: () => R
}

/** @param load imports the module: `() => import('./render.ts')` */
export function renderer<R>(load: () => Promise<R>): Renderer<R> {
  let loaded: { readonly module: R } | undefined
  return {
    load: async () => {
      loaded ??= { module: await load() }
    },
    get: () => {
      if (loaded === undefined) throw new Error('a renderer is asked before `loadRenderers` has loaded it')
      return loaded.module
    },
  }
}

/** Loads what renders the parts of an estate, once. What is no part is a finding of `state`, and left alone here. */
export async function loadRenderers(parts: unknown): Promise<void> {
  if (!Array.isArray(parts)) return
  await Promise.all(parts.map((part: Partial<Part> | undefined) => part?.renderer?.load()))
}
