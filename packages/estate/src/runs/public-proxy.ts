import type { DnsProvider } from '../stack.ts'
import type { Command, Step } from './step.ts'

/** A command for whoever operates the estate, with what is said above it. */
export type Act = { readonly run: Command } & Pick<Step, 'note'>

/**
 * What a service is as the public proxy, in the words of whoever provides it. Texts may hold `code`. What stands in the
 * shell as `"$NAME"` the reader puts in.
 */
export interface PublicProxy {
  /** Its unit and its delivery, by id: the steps that lead to them are the proxy's. */
  readonly unit: string
  readonly delivery: string
  /** What runs is called so. */
  readonly name: string
  /** What it is, and where. */
  readonly place: { readonly label: string; readonly text: string }
  /** The folder below the one that `synth` writes. */
  readonly rendered: string
  /**
   * A name or an address of its own, at which it answers for public names that have no record yet; none where only names with a record
   * lead to it.
   */
  readonly answersAt?: string
  /** Where records lead that are no mere records: whoever serves the zone carries the requests. */
  readonly carriedBy?: Carrier
  /** Options of curl for asking it there while it has no certificate for a name. */
  readonly unproven: readonly string[]
  /** A URL that tells whether it is well, where that takes no public name. */
  readonly health?: string
  /** How many requests a client gets to paths that take logins, and to others: a sentence. */
  readonly limits: string
  /** None where it counts requests, and not whether a login failed. */
  readonly bans?: Bans
  /** How a client's address is known, a sentence. */
  readonly client: string
  /** What whoever operates it must have, clauses. */
  readonly needs: readonly string[]
  /** The secret by which it joins the tailnet; none where it joins by hand. */
  readonly key?: string
  /** Once; `before` comes before anything that is rendered reaches a host or a cluster. */
  readonly create: {
    readonly before?: { readonly says: string; readonly acts: readonly Act[] }
    readonly says: string
    readonly acts: readonly Act[]
  }
  /** Gives it what the estate says it must have besides its files: keys, certificates. */
  readonly setUp: readonly Act[]
  /** Brings what is rendered to it. */
  readonly deploy: readonly Act[]
  readonly upgrade: { readonly says: string; readonly acts: readonly Act[] }
  /** What a new release of a service behind it takes, where it keeps copies of pages. */
  readonly emptyCache?: Act
  /** To what ran before. */
  readonly rollBack: { readonly says: string; readonly acts: readonly Act[] }
  readonly expose: {
    /** What comes before a record leads to a new name, and after it. */
    readonly before: readonly Act[]
    readonly after: readonly Act[]
  }
  readonly shutOff: {
    /** A task of the repository that asks first. */
    readonly task: readonly Act[]
    /** The same without the repository. */
    readonly plain: readonly Act[]
    readonly back: readonly Act[]
    /** What is done when that is not enough, each taking more away. */
    readonly rungs: readonly Rung[]
    /** What must be known of them, and the commands that they take. */
    readonly says: readonly string[]
    readonly acts: readonly Act[]
  }
}

/** Who fails to log in so often within a time is refused for a time. */
export interface Bans {
  readonly maxRetries: number
  readonly findSeconds: number
  readonly banSeconds: number
  /** Whose failed logins are written where; absolute, with `SERVICE` for the service. */
  readonly loginsLog: string
  /** Who is banned, and how all are free again. */
  readonly list: Act
  readonly free: Act
}

/** A network between the internet and the proxy, which has only what the zone's records lead to it. */
export interface Carrier {
  /** Who serves the zone, as the stack of DNS calls them. */
  readonly provider: DnsProvider['name']
  /** What the records of public names lead to. */
  readonly target: string
  /** Of one client, at all paths that take logins together: more than these within that time is refused for a time. */
  readonly logins: { readonly requests: number; readonly withinSeconds: number; readonly refusedSeconds: number }
}

export interface Rung {
  readonly what: string
  readonly takesAway: string
  readonly howFast: 'seconds' | 'minutes'
  readonly back: string
}
