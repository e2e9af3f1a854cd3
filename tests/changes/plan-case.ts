/**
 * What the rollout of a case must be; written by hand before the code. Steps are named by id; in ids and texts `*` stands for
 * anything.
 */
export interface PlanCase {
  /** Steps that must be there, with what is run: `ID: COMMAND`, or `ID: by hand: WHAT`. */
  readonly steps: readonly string[]
  /** Nothing but those. */
  readonly only?: true
  /** The first comes before the second, by reasons that the plan gives. */
  readonly order: readonly (readonly [first: string, second: string])[]
  /** The same where there is no reason but that one thing is done at a time. */
  readonly turns?: readonly (readonly [first: string, second: string])[]
  /** What is looked at after a step. */
  readonly watch?: Readonly<Record<string, string | readonly string[]>>
  /** What is away meanwhile, and until when. */
  readonly interrupts?: Readonly<Record<string, string>>
  /** The way back of a step; `none: WHY` where there is none. */
  readonly back?: Readonly<Record<string, string>>
  /** `DANGER SUBJECT` that a step carries. */
  readonly carries?: Readonly<Record<string, string>>
  /** Objects that a step removes or recreates. */
  readonly takes?: Readonly<Record<string, string | readonly string[]>>
  /** What the test plan has. */
  readonly tests?: readonly string[]
  /** What nobody has to roll out, and why. */
  readonly without?: readonly string[]
  /** Steps that must not be there. */
  readonly silent: readonly string[]
}
