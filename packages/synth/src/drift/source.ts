import type { Needed } from '../needed.ts'

/** One place where what is live can differ from what is rendered: a cluster, a host, a stack, the public proxy. */
export interface Source {
  /** As it is named on the command line: a host's name, `tailnet`, `dns`. */
  readonly name: string
  /** What it is, for people: `the cluster minikube`. */
  readonly title: string
  /** What must be installed here to ask it. */
  readonly programs: readonly Needed[]
  readonly ask: () => Promise<Asked>
}

/** What came of asking one. */
export interface Asked {
  /** How many things were looked at; those that differ among them. */
  readonly compared: number
  readonly differences: readonly Difference[]
  /** What could not be asked, each with why. What is unknown is never fine. */
  readonly unasked: readonly Unasked[]
}

export interface Difference {
  /** `Deployment miniflux/miniflux`, `role caddy`, `record docs`. */
  readonly what: string
  /** `changed`: otherwise than rendered. `missing`: rendered, and not there. `extra`: there, and stated nowhere. `failed`: its last delivery. */
  readonly how: 'changed' | 'missing' | 'extra' | 'failed'
  /** Fields, tasks or properties; never a secret's value. */
  readonly details: readonly string[]
}

export interface Unasked {
  readonly what: string
  /** One clause, with what to do where that is known. */
  readonly why: string
}

/** One that could not be asked at all. */
export function notAsked(what: string, why: string): Asked {
  return { compared: 0, differences: [], unasked: [{ what, why: why.trim().replaceAll(/\s+/g, ' ') }] }
}
