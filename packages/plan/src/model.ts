import type { Command, Danger, Edit, Manual } from '@homelab/estate/model'

/** The rollout of a change: plain data, in the order in which it is done. */
export interface Plan {
  readonly steps: readonly PlannedStep[]
  /** What must be true when all is done, and how it is seen. */
  readonly tests: readonly PlannedTest[]
  /** What nobody has to roll out, and why. */
  readonly without: readonly Without[]
}

export interface PlannedStep {
  /** `ENTRY#DOES`: that of the operation, where it is one of what runs. */
  readonly id: string
  /** `tailnet`, `kubernetes`, `ansible`, `public-proxy`, `dns`, `secrets`. */
  readonly system: string
  /** One clause. */
  readonly does: string
  readonly run: Command | Edit | Manual
  readonly effect: 'reads' | 'changes' | 'restarts' | 'stops' | 'destroys'
  /** The services that it is about, by name. */
  readonly services: readonly string[]
  readonly watch: readonly Watch[]
  readonly interrupts: readonly Interruption[]
  readonly back: WayBack
  readonly dangers: readonly CarriedDanger[]
  /** Objects of a cluster that it removes or recreates: `KIND NAMESPACE/NAME`. */
  readonly takes: readonly string[]
  readonly after: readonly Before[]
  /** What its user must know, clauses. */
  readonly notes: readonly string[]
}

/** What is looked at after a step. */
export type Watch =
  | { readonly by: 'command'; readonly run: Command; readonly expect: string }
  | { readonly by: 'probe'; readonly url: string; readonly expect: string }
  /** The expression of an alert, which returns nothing while all is well. */
  | { readonly by: 'query'; readonly alert: string; readonly query: string; readonly expect: string }

/** Who is without what meanwhile. */
export interface Interruption {
  /** Services, or users of a name; empty: nobody. */
  readonly who: readonly string[]
  readonly what: string
  /** Until when, as far as it is known. */
  readonly lasts: string
  /** The step that ends it. */
  readonly until?: string
}

/** How a step is taken back. */
export type WayBack =
  | { readonly how: string; readonly run: readonly Command[] }
  /** There is none, and why. */
  | { readonly none: string }

export interface CarriedDanger {
  readonly danger: Danger
  readonly subject: string
  readonly why?: string
}

/** A step that comes before. */
export interface Before {
  readonly step: string
  /** One clause. */
  readonly because: string
}

export interface PlannedTest {
  /** What must be true. */
  readonly expect: string
  /** The command, page or query that shows it. */
  readonly by: string
}

export interface Without {
  readonly what: string
  readonly why: string
}
