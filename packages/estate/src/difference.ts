/** A deliberate difference between what is rendered and what the facts observed; `docs/differences.md` lists them. */
export interface Difference {
  /** What differs, a few words. */
  readonly what: string
  /** What the facts observed. */
  readonly today: string
  /** What is rendered instead. */
  readonly now: string
  readonly why: string
  /** The section of the facts: `K14`, or several. */
  readonly facts: string
}

export function difference(what: string, props: Omit<Difference, 'what'>): Difference {
  return { what, ...props }
}
