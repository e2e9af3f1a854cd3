import { diffArrays } from 'diff'

/** More changed lines than this in one file take too long to align: then all between the first and the last are changed. */
const MAX_EDITS = 2000

/** How one text became another, in lines that are counted from zero. */
export interface LineDiff {
  /** Lines of the first that the second has not. */
  readonly removed: readonly number[]
  /** Lines of the second that the first had not. */
  readonly added: readonly number[]
  /** The line of the first that a line of the second is; nothing where it was added. */
  readonly kept: (line: number) => number | undefined
}

export function lineDiff(from: readonly string[], to: readonly string[]): LineDiff {
  const removed: number[] = []
  const added: number[] = []
  const kept = new Map<number, number>()
  const most = Math.min(from.length, to.length)
  let above = 0
  while (above < most && from[above] === to[above]) above += 1
  let below = 0
  while (below < most - above && from.at(-1 - below) === to.at(-1 - below)) below += 1
  const [was, is] = [from.slice(above, from.length - below), to.slice(above, to.length - below)]
  const edits = diffArrays(was, is, { maxEditLength: MAX_EDITS }) ?? [
    { value: was, removed: true, added: false },
    { value: is, removed: false, added: true },
  ]
  let [old, now] = [above, above]
  for (const { value, removed: gone, added: come } of edits) {
    for (const _ of value) {
      if (gone) removed.push(old++)
      else if (come) added.push(now++)
      else kept.set(now++, old++)
    }
  }
  const end = to.length - below
  return {
    removed,
    added,
    kept: line => {
      if (line < above) return line
      return line < end ? kept.get(line) : line - to.length + from.length
    },
  }
}
