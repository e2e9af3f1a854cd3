import { made } from './made.ts'
/** A deliberate difference between what is rendered and what the facts observed; `dist/docs/differences.md` lists them. */
export interface Difference {
  /** What differs, a few words. Like the other texts here it may hold code between backticks. */
  readonly what: string
  /** What the facts observed. */
  readonly today: string
  /** What is rendered instead; begins with `kept` where that is what was observed. */
  readonly now: string
  readonly why: string
  /** The section of the facts: `K14`, or several. */
  readonly facts: string
  /** Rows of "Known inconsistencies" that this answers: `PAGE.md: SUBJECT`, the subject as the facts write it. */
  readonly settles?: string | readonly string[]
  /**
   * What the change that adopts it shows or does, where an operator should know before: `the pods restart once`. The
   * guide to adoption prints it.
   */
  readonly adoption?: string
  /**
   * Where a service is in several Applications, the one whose difference shows it: that of its CRDs, that of its ways in,
   * or the one that holds everybody's dashboards. By default the one of its pods.
   */
  readonly shownBy?: 'crds' | 'access' | 'dashboards'
  /**
   * What of the cluster's objects it changes: `mise run compare` explains these by it, and nothing else. Of a service of a host
   * `{ kind: 'role' }` alone: its role is new, and takes nothing over.
   */
  readonly changes?: readonly Changed[]
}

/** Fields of objects of a cluster, or whole objects. */
export interface Changed {
  /** `Deployment`; `*` for every kind. */
  readonly kind: string
  /**
   * With `*` once for any text. By default every object of the kind that the service renders; one that is no longer
   * rendered has to be named, whole.
   */
  readonly name?: string
  /**
   * Fields with everything below them: `spec.template.spec.containers[web].image`, `data["app.ini"]`, with `[*]` and `*`
   * for any item and any name. By default the whole object, which is new, or gone.
   */
  readonly fields?: readonly string[]
  /** The whole object is no longer rendered; who syncs without pruning has it until it is deleted. */
  readonly gone?: true
}

/**
 * Where what is rendered departs from what runs today, told before it is adopted.
 *
 * @param what the change, as the operator sees it
 * @example difference('user of the pods', { today: 'root', now: '1000', why: 'least privilege', facts: 'manifest of 2026-02-01' })
 */
export function difference(what: string, props: Omit<Difference, 'what'>): Difference {
  return made({ what, ...props })
}
