import type { Case } from '../changes/case.ts'
import type { PlanCase } from '../changes/plan-case.ts'
import type { Rendered } from './rendered.ts'

/**
 * A change of the croft, as a homelab goes through in a year, and what must come of it; written by hand before it was made. The files
 * of the estate that it changes lie whole beside it, in `croft/`.
 */
export interface YearChange {
  /** As the table of `docs/year.md` has it. */
  readonly title: string
  /** The change that came before, where it builds on what that one brought. */
  readonly upon?: string
  /** Files that go. */
  readonly without?: readonly string[]
  /** What `git diff --numstat` says, by file. */
  readonly lines: Readonly<Record<string, readonly [added: number, removed: number]>>
  /** What no word says yet, and how it is said; nothing where the words suffice. */
  readonly lacks?: string
  /** What the diff says, among other things; `silent` is what it must not say. */
  readonly diff: Pick<Case, 'says' | 'silent'>
  /** All that it calls dangerous. */
  readonly dangers: readonly string[]
  readonly plan: PlanCase
  /** Of two steps the second has no reason to wait for the first. */
  readonly apart?: PlanCase['order']
  /** What is meant by the change, read from what is rendered. */
  readonly renders: (is: Rendered, was: Rendered) => void
}
