/** A rollout as somebody planned it, and what a cluster made of it. */
import type { Moved } from './moved.ts'

/** A step of a rollout. */
export interface RolloutStep {
  readonly id: string
  /** The system that it acts on: `kubernetes`, `repository`, `ansible`. */
  readonly system: string
  /** The command, as a shell takes it; absent where a person does it. */
  readonly line?: string
  /** Objects that it removes or recreates: `KIND NAMESPACE/NAME`, or `KIND NAME` outside of namespaces. */
  readonly takes: readonly string[]
}

/** What became of a step. */
export interface Followed {
  readonly step: string
  /**
   * `done`: it ran. `failed`: it ran, and ended with an error. `by hand`: a person does it, and nobody did. `elsewhere`: it acts
   * on nothing that a rehearsal has. `explained`: its Application can't be read here.
   */
  readonly how: 'done' | 'failed' | 'by hand' | 'elsewhere' | 'explained'
  /** What it said where it failed. */
  readonly why?: string
}

/**
 * What went otherwise than the rollout says: what failed, and what was taken away, recreated, refused or left behind, though no step
 * names it. What belongs to something named goes with it.
 */
export function unlike(
  steps: readonly RolloutStep[],
  followed: readonly Followed[],
  moved: readonly Moved[],
): readonly string[] {
  const named = new Set(steps.flatMap(({ takes }) => takes))
  const isNamed = ({ object, owners = [] }: Moved): boolean =>
    [object, ...owners].some(each => named.has(plain(each))) || named.has(`Namespace ${namespaceOf(object)}`)
  return [
    ...followed.flatMap(({ step, how, why = '' }) => (how === 'failed' ? [`step ${step} failed: ${why}`] : [])),
    ...moved
      .filter(each => each.how !== 'made' && !isNamed(each))
      .map(({ object, how, why }) => `${object} is ${how}, and no step says so${why === undefined ? '' : `: ${why}`}`),
  ]
}

/** As a plan calls what is in no namespace. */
function plain(object: string): string {
  return object.replace(' /', ' ')
}

function namespaceOf(object: string): string {
  return / (?<namespace>[^/]*)\//.exec(object)?.groups?.['namespace'] ?? ''
}
