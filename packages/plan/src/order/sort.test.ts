import { expect, test } from 'vitest'
import type { Draft } from '../draft.ts'
import type { Edge } from './edges.ts'
import { leads, sorted } from './sort.ts'

function draft(id: string, over: Partial<Draft> = {}): Draft {
  return {
    ...{ id, system: 'x', does: id, effect: 'changes', services: [], stage: 'apply', changes: [] },
    ...{ run: { kind: 'by-hand', what: id }, back: { how: 'x', run: [] } },
    ...over,
  }
}

function edge(first: string, next: string): Edge {
  return { first, next, because: `${first} first` }
}

const ids = (drafts: readonly Draft[]): string => drafts.map(({ id }) => id).join('')
const rank = ({ id }: Draft): number => 'abcdef'.indexOf(id)

test('steps without a reason stand by their rank', () => {
  expect(ids(sorted([draft('c'), draft('a'), draft('b')], [], rank).order)).toBe('abc')
})

test('a reason is stronger than a rank, and what follows from others is no reason of its own', () => {
  const all = [draft('a'), draft('b'), draft('c')]
  const { order, kept } = sorted(all, [edge('c', 'b'), edge('b', 'a'), edge('c', 'a')], rank)
  expect(ids(order)).toBe('cba')
  expect(kept).toEqual([edge('c', 'b'), edge('b', 'a')])
})

test('of reasons that contradict each other the first holds, and the last is told', () => {
  const { order, left } = sorted([draft('a'), draft('b')], [edge('b', 'a'), edge('a', 'b')], rank)
  expect(ids(order)).toBe('ba')
  expect(left).toEqual([edge('a', 'b')])
})

test('what was begun is ended before something else begins', () => {
  const all = [
    draft('a', { unit: 'one', stage: 'preview' }),
    draft('b', { unit: 'two', stage: 'preview' }),
    draft('c', { unit: 'one' }),
    draft('d', { unit: 'two' }),
  ]
  expect(ids(sorted(all, [], rank).order)).toBe('acbd')
})

test('steps that nobody drafted hold nobody back', () => {
  expect(ids(sorted([draft('a')], [edge('x', 'a')], rank).order)).toBe('a')
})

/** Counts how often it is asked. */
class Asked extends Map<string, Set<string>> {
  times = 0
  override get(id: string): Set<string> | undefined {
    this.times += 1
    return super.get(id)
  }
}

test('steps that many ways lead to are looked at once', () => {
  // Twice as many ways with each rung: 2 to the 14th of them all.
  const rungs = Array.from({ length: 14 }, (_, rung) => rung).toReversed()
  const edges = rungs.flatMap(rung =>
    ['l', 'r'].flatMap(side => [edge(`${side}${rung}`, `x${rung + 1}`), edge(`x${rung}`, `${side}${rung}`)]),
  )
  const steps = [...new Set(edges.flatMap(({ first, next }) => [first, next]))].map(id => draft(id))
  const follow = new Asked(
    [...Map.groupBy(edges, ({ first }) => first)].map(([first, all]) => [first, new Set(all.map(({ next }) => next))]),
  )
  expect([leads(follow, 'x0', 'elsewhere'), follow.times]).toEqual([false, steps.length])
  const { left, kept } = sorted(steps, edges, () => 0)
  expect([left, kept.length]).toEqual([[], edges.length])
})
