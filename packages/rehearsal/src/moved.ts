/** What became of the objects of an earlier revision, as far as somebody must know it before a sync. */
import type { Change } from './run/snapshot.ts'

export interface Moved {
  readonly application?: string
  /** `KIND NAMESPACE/NAME` */
  readonly object: string
  /**
   * `recreated`: it has another uid, and whatever was only in it is gone. `pruned`: it is gone. `made`: it was not there.
   * `refused`: the API server does not take it. `left`: nothing delivers it any more.
   */
  readonly how: 'recreated' | 'pruned' | 'made' | 'refused' | 'left'
  /** What it belonged to, which takes it along: `KIND NAMESPACE/NAME`. */
  readonly owners?: readonly string[]
  /** The API server's words. */
  readonly why?: string
}

const names = { gone: 'pruned', new: 'made', recreated: 'recreated' } as const

/** What changed in place is as it must be. */
export function movedBy(changes: readonly Change[]): readonly Moved[] {
  return changes.flatMap(({ how, what: _, ...change }) => (how === 'changed' ? [] : [{ ...change, how: names[how] }]))
}

export function movedText({ object, how, why }: Moved): string {
  return `${object} is ${how}${why === undefined ? '' : `: ${why}`}`
}
