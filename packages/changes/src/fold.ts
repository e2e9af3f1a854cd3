import { type Change, type ChangeCause, type Danger, dangers } from '@homelab/estate/model'
import { rank } from './judge.ts'

/** Changes that the same lines of `apps/` made. */
export interface Group {
  /** None: nothing in `apps/` made them. */
  readonly causes: readonly ChangeCause[]
  readonly entries: readonly Entry[]
}

/** One change, or several that say the same of different places. */
export interface Entry {
  readonly changes: readonly Change[]
  /** What they have in common, where they are several. */
  readonly says?: string
  /** They are fields of one member of a list or a map, which came or went. */
  readonly isElement?: true
}

/** Whether a change only repeats what others say: documentation, and the estate as JSON. */
export function repeats({ system }: Pick<Change, 'system'>): boolean {
  return system === 'docs' || system === 'estate'
}

/** So many changes of one kind are one entry. */
const FEW = 3

/** By cause, the worst first; of each what says the same is one entry. What only moved is left out. */
export function groupsOf(changes: readonly Change[], isFolded = true): readonly Group[] {
  const told = changes.filter(({ kind }) => kind !== 'moved')
  return [...Map.groupBy(told, ({ causes }) => JSON.stringify(causes)).values()]
    .map(all => ({
      causes: all[0]?.causes ?? [],
      entries: isFolded ? folded(all) : sorted(all.map(one => ({ changes: [one] }))),
    }))
    .toSorted((a, b) => worstOf(a) - worstOf(b))
}

function worstOf({ entries }: Group): number {
  return Math.min(...entries.flatMap(({ changes }) => changes.map(({ danger }) => rank(danger))))
}

function folded(changes: readonly Change[]): readonly Entry[] {
  const elements = Map.groupBy(changes, change => elementOf(change) ?? '')
  const others = elements.get('') ?? []
  elements.delete('')
  const groups = Map.groupBy(others, change => keyOf(change))
  return sorted([
    ...[...elements.values()].map(elementEntry),
    ...[...groups].flatMap(([key, all]): readonly Entry[] => {
      if (all.length === 1 || (all.length <= FEW && !key.startsWith('!'))) return all.map(one => ({ changes: [one] }))
      return [{ changes: all, says: key.replace(/^!/, '').split('\t').at(-1) ?? '' }]
    }),
  ])
}

/** Equal for the fields of one member that came or went. */
function elementOf(change: Change): string | undefined {
  const { system, subject, kind, file = '', element } = change
  return element === undefined || repeats(change) ? undefined : [system, subject, kind, file, element].join('\t')
}

/** The worst of its fields first: what that does, all of it does. */
function elementEntry(fields: readonly Change[]): Entry {
  const changes = fields.toSorted((a, b) => rank(a.danger) - rank(b.danger))
  const [first] = changes
  if (first === undefined || changes.length === 1) return { changes }
  return { changes, says: `${first.subject} ${first.kind} ${first.element ?? ''}`, isElement: true }
}

/** Equal for changes that are one to a reader; `!`: however few they are. */
function keyOf(change: Change): string {
  const { system, kind, danger = '', before, after, path } = change
  if (repeats(change)) return `!${system}\tit is repeated in ${system === 'docs' ? 'the documentation' : 'estate.json'}`
  const replaced = typeof before === 'string' && typeof after === 'string' ? substitution(before, after) : undefined
  if (replaced !== undefined) return `${danger}\t${replaced}`
  if (path === undefined) return `${system}\t${danger}\t${kind}\t${system}: ${kind}`
  return [system, change.subject, danger, kind, `${change.subject}: ${kind} ${path}`].join('\t')
}

/** What was replaced by what, in whole words; nothing where nothing stayed. */
function substitution(before: string, after: string): string | undefined {
  const [old, now] = [before, after].map(text => text.split(/(?<=[^\w.-])|(?=[^\w.-])/))
  if (old === undefined || now === undefined || old.length !== now.length) return undefined
  const pairs = old.flatMap((word, index) => (word === now[index] ? [] : [shared(word, now[index] ?? '')]))
  const [first] = pairs
  return first !== undefined && pairs.every(pair => pair === first) ? first : undefined
}

/** Names that end alike are told by where they differ: `wiki.a.org → wiki.b.org` is `a.org → b.org`. */
function shared(before: string, after: string): string {
  const [old, now] = [before.split('.'), after.split('.')]
  while (old.length > 2 && now.length > 2 && old[0] === now[0]) {
    old.shift()
    now.shift()
  }
  return `${old.join('.')} → ${now.join('.')}`
}

function sorted(entries: readonly Entry[]): readonly Entry[] {
  return entries.toSorted((a, b) => rank(a.changes[0]?.danger) - rank(b.changes[0]?.danger))
}

/** How many changes have each danger, the worst first; without those that have none. */
export function dangerCounts(changes: readonly Change[]): readonly (readonly [Danger, number])[] {
  return dangers.flatMap(danger => {
    const all = changes.filter(change => change.danger === danger && !repeats(change))
    const count = new Set(all.map(change => elementOf(change) ?? change)).size
    return count === 0 ? [] : [[danger, count] as const]
  })
}
