import type { Draft } from '../draft.ts'
import { stages } from '../draft.ts'
import type { Edge } from './edges.ts'

export interface Sorted {
  readonly order: readonly Draft[]
  /** Edges that hold. */
  readonly kept: readonly Edge[]
  /** Those that would have closed a circle. */
  readonly left: readonly Edge[]
}

/** Edges that come first win: one that would close a circle is left. There is always an order. */
export function sorted(
  drafts: readonly Draft[],
  edges: readonly Edge[],
  rank: (draft: Draft, left: readonly Edge[]) => number,
): Sorted {
  const ids = new Set(drafts.map(({ id }) => id))
  const follow = new Map<string, Set<string>>()
  const [kept, left]: [Edge[], Edge[]] = [[], []]
  for (const edge of edges) {
    if (!ids.has(edge.first) || !ids.has(edge.next)) continue
    if (leads(follow, edge.next, edge.first)) left.push(edge)
    else {
      kept.push(edge)
      follow.set(edge.first, (follow.get(edge.first) ?? new Set()).add(edge.next))
    }
  }
  const order = listed(drafts, follow, draft => rank(draft, left))
  return { order, kept: shortest(kept, order, follow), left }
}

/** Without those that follow from others. */
function shortest(
  edges: readonly Edge[],
  order: readonly Draft[],
  follow: ReadonlyMap<string, ReadonlySet<string>>,
): readonly Edge[] {
  // What comes after a step, and after what follows it: the last steps first.
  const [later, beyond] = [new Map<string, Set<string>>(), new Map<string, Set<string>>()]
  for (const { id } of order.toReversed()) {
    const own = follow.get(id) ?? new Set<string>()
    const indirect = new Set<string>()
    for (const each of own) for (const one of later.get(each) ?? []) indirect.add(one)
    beyond.set(id, indirect)
    later.set(id, own.union(indirect))
  }
  return edges.filter(({ first, next }) => beyond.get(first)?.has(next) !== true)
}

/** Whether one step comes before another by the edges so far. It asks each step once, however many ways lead to it. */
export function leads(follow: ReadonlyMap<string, ReadonlySet<string>>, from: string, to: string): boolean {
  if (from === to) return true
  const [seen, open] = [new Set([from]), [from]]
  for (let at = open.pop(); at !== undefined; at = open.pop())
    for (const each of follow.get(at) ?? []) {
      if (each === to) return true
      if (seen.has(each)) continue
      seen.add(each)
      open.push(each)
    }
  return false
}

/** Of those that nothing holds back the one that goes on with what was begun, then the first by rank. */
function listed(
  drafts: readonly Draft[],
  follow: ReadonlyMap<string, ReadonlySet<string>>,
  rank: (draft: Draft) => number,
): readonly Draft[] {
  const waiting = new Map(drafts.map(({ id }) => [id, 0]))
  for (const all of follow.values()) for (const id of all) waiting.set(id, (waiting.get(id) ?? 0) + 1)
  const order: Draft[] = []
  let unit: string | undefined
  const ranks = new Map(drafts.map(draft => [draft, rank(draft)]))
  const isBegun = (draft: Draft): boolean => draft.unit !== undefined && draft.unit === unit && isBringing(draft)
  const isBefore = (one: Draft, two: Draft): boolean => {
    const begun = Number(isBegun(two)) - Number(isBegun(one))
    const ranked = (ranks.get(one) ?? 0) - (ranks.get(two) ?? 0)
    return (begun || ranked || stageOf(one) - stageOf(two)) < 0
  }
  const free = new Set(drafts.filter(({ id }) => waiting.get(id) === 0))
  const byId = new Map(drafts.map(draft => [draft.id, draft]))
  while (free.size > 0) {
    let best: Draft | undefined
    for (const draft of free) if (best === undefined || isBefore(draft, best)) best = draft
    if (best === undefined) break
    order.push(best)
    free.delete(best)
    unit = best.unit
    for (const id of follow.get(best.id) ?? []) {
      const left = (waiting.get(id) ?? 0) - 1
      waiting.set(id, left)
      const next = byId.get(id)
      if (left === 0 && next !== undefined) free.add(next)
    }
  }
  return order
}

function isBringing({ stage }: Draft): boolean {
  return stage === 'preview' || stage === 'apply' || stage === 'release'
}

function stageOf({ stage }: Draft): number {
  return stages.indexOf(stage)
}
