import { present } from '@homelab/formats/present'
import { diffArrays } from 'diff'

/** What JSON holds. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json }

/** A single fact that differs between two trees: a value, a member that only one has, or an order. */
export interface Fact {
  /** The names on the way: keys, and of list members their names, or their place where they have none. */
  readonly path: readonly string[]
  readonly before?: Json
  readonly after?: Json
  /** Whether it is the order of keys or members that differs. */
  readonly order?: true
}

/** Two trees in one, from which every mixture of both can be taken. */
export type Both =
  | { readonly same: Json }
  | { readonly fact: Fact }
  | {
      readonly list: boolean
      /** In the order of each. */
      readonly before: readonly string[]
      readonly after: readonly string[]
      readonly members: ReadonlyMap<string, Both>
      readonly order?: Fact
    }

/** Lays two trees over each other. */
export function both(before: Json, after: Json, path: readonly string[] = []): Both {
  if (JSON.stringify(before) === JSON.stringify(after)) return { same: after }
  if (isList(before) && isList(after)) return members(true, ...paired(before, after), path)
  if (isRecord(before) && isRecord(after)) {
    return members(false, Object.entries(before), Object.entries(after), path)
  }
  return { fact: { path, before, after } }
}

/** The facts that differ, in the order of the trees. */
export function factsOf(tree: Both): readonly Fact[] {
  if ('same' in tree) return []
  if ('fact' in tree) return [tree.fact]
  return [...(tree.order === undefined ? [] : [tree.order]), ...[...tree.members.values()].flatMap(factsOf)]
}

/** The tree in which some facts are as before, and the others as after. */
export function taken(tree: Both, isBefore: (fact: Fact) => boolean): Json | undefined {
  if ('same' in tree) return tree.same
  if ('fact' in tree) return isBefore(tree.fact) ? tree.fact.before : tree.fact.after
  const [first, second] =
    tree.order !== undefined && isBefore(tree.order) ? [tree.before, tree.after] : [tree.after, tree.before]
  const entries = merged(first, second).flatMap(id => {
    const member = tree.members.get(id)
    const value = member === undefined ? undefined : taken(member, isBefore)
    return value === undefined ? [] : [[id, value] as const]
  })
  return tree.list ? entries.map(([, value]) => value) : Object.fromEntries(entries)
}

type Entries = readonly (readonly [id: string, value: Json])[]

function members(list: boolean, before: Entries, after: Entries, path: readonly string[]): Both {
  const [was, is] = [new Map(before), new Map(after)]
  const ids = { before: [...was.keys()], after: [...is.keys()] }
  const common = ids.before.filter(id => is.has(id))
  const inOrder = ids.after.filter(id => was.has(id))
  return {
    list,
    ...ids,
    members: new Map(
      merged(ids.after, ids.before).map(id => {
        const [a, b] = [was.get(id), is.get(id)]
        const here = [...path, id]
        if (a !== undefined && b !== undefined) return [id, both(a, b, here)]
        return [id, { fact: { path: here, ...present({ before: a, after: b }) } }]
      }),
    ),
    ...(common.join('\n') !== inOrder.join('\n') && { order: { path, before: common, after: inOrder, order: true } }),
  }
}

/** The ids of the first, and those of the second alone, each behind the nearest that stands before it there. */
function merged(first: readonly string[], second: readonly string[]): readonly string[] {
  const known = new Set(first)
  const result = [...first]
  for (const [index, id] of second.entries()) {
    if (known.has(id)) continue
    const before = second.slice(0, index).findLast(each => known.has(each))
    result.splice(before === undefined ? 0 : result.indexOf(before) + 1, 0, id)
    known.add(id)
  }
  return result
}

/**
 * Members of two lists with ids: the same id for what is the same member. That is its name, where it has one; a renamed or
 * nameless one is known by its neighbours, and by having more in common than not.
 */
function paired(before: readonly Json[], after: readonly Json[]): readonly [Entries, Entries] {
  const [was, is] = [before, after].map(labels) as [string[], string[]]
  // What only changed its place is the same all the same.
  const [known, wanted] = [new Set(was), new Set(is)]
  const left: number[] = []
  const come: number[] = []
  const rename = (): void => {
    for (const index of left.splice(0)) {
      const [old, id] = [before[index], was[index]]
      const at = come.findIndex(other => old !== undefined && isAlike(old, after[other] ?? null))
      const [now] = at === -1 ? [] : come.splice(at, 1)
      if (now !== undefined && id !== undefined) is[now] = id
    }
    come.length = 0
  }
  let [old, now] = [0, 0]
  for (const { value, removed, added } of diffArrays(was, is)) {
    for (const _ of value) {
      if (!removed && !added) rename()
      else if (removed && !wanted.has(was[old] ?? '')) left.push(old)
      else if (added && !known.has(is[now] ?? '')) come.push(now)
      if (!added) old += 1
      if (!removed) now += 1
    }
  }
  rename()
  const entries = (list: readonly Json[], ids: readonly string[]): Entries =>
    list.map((value, index) => [ids[index] ?? '', value] as const)
  return [entries(before, was), entries(after, is)]
}

/** A name that no other member of the list has. */
function labels(list: readonly Json[]): string[] {
  const count = new Map<string, number>()
  return list.map(value => {
    const name = isRecord(value) && typeof value['name'] === 'string' ? value['name'] : JSON.stringify(value)
    const before = count.get(name) ?? 0
    count.set(name, before + 1)
    return before === 0 ? name : `${name} (${before + 1})`
  })
}

function isAlike(a: Json, b: Json): boolean {
  if (!isRecord(a) || !isRecord(b)) return typeof a === typeof b && isList(a) === isList(b)
  const keys = new Set([...Object.keys(a), ...Object.keys(b)])
  const alike = [...keys].filter(key => JSON.stringify(a[key]) === JSON.stringify(b[key]) || isOneWord(a[key], b[key]))
  return alike.length * 2 > keys.size
}

function isOneWord(a: Json | undefined, b: Json | undefined): boolean {
  return typeof a === 'string' && typeof b === 'string' && substitution(a, b).isPart
}

/** What was replaced by what in a text, in whole words, and whether more of the text stayed. */
export function substitution(before: string, after: string): { from: string; to: string; isPart: boolean } {
  const most = Math.min(before.length, after.length)
  let start = 0
  while (start < most && before[start] === after[start]) start += 1
  let end = 0
  while (end < most - start && before.at(-1 - end) === after.at(-1 - end)) end += 1
  while (start > 0 && /[\w-]/.test(before[start - 1] ?? '')) start -= 1
  while (end > 0 && /[\w-]/.test(before.at(-end) ?? '')) end -= 1
  const from = before.slice(start, before.length - end)
  return { from, to: after.slice(start, after.length - end), isPart: from.length < before.length }
}

function isList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value)
}

function isRecord(value: Json | undefined): value is { readonly [key: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
