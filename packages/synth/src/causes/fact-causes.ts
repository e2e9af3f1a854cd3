import { loadRenderers, type Part, type Stated } from '@homelab/estate/model'
import type { AnyProjection } from '../render.ts'
import { attribute, type Causes } from './attribute.ts'
import { both, type Fact, factsOf, type Json, substitution, taken } from './fact-tree.ts'
import { type Failed, type Outcome, outcomeOf } from './trial.ts'

/** Stated facts that changed by one substitution. */
export interface FactCause {
  /** The substitution, or where the fact is stated. */
  readonly id: string
  /** The files that state them in the later revision, else in the earlier one. */
  readonly where: readonly { readonly file: string }[]
  readonly facts: readonly Fact[]
}

/** From so many causes on, what one service or other thing states is put back as a whole. */
const MAX_UNITS = 40

interface Unit {
  readonly id: string
  readonly facts: readonly Fact[]
  readonly names: ReadonlySet<string>
  readonly texts: ReadonlySet<string>
}

/**
 * The same as `causes` for what two revisions state, where the sources of one do not load with today's packages. A changed
 * constant is many facts: those that changed by the same substitution are one cause. What a part of the estate's own says otherwise
 * is no fact, and not known here.
 *
 * @param parts what the services of both are made of, as the later revision has it
 */
export async function factCauses(
  before: Stated,
  after: Stated,
  parts: readonly Part[],
  projections: readonly AnyProjection[],
): Promise<Causes<FactCause> | Failed> {
  await loadRenderers(parts)
  // Both are plain data, so that the same holds of what is mixed from them.
  const tree = both(before as unknown as Json, after as unknown as Json)
  const run = (stated: unknown): Outcome | Failed => outcomeOf(stated as Stated, parts, projections)
  const was = run(before)
  if ('failed' in was) return was
  const is = run(after)
  if ('failed' in is) return is
  const units = unitsOf(factsOf(tree))
  const mixed = async (group: ReadonlySet<Unit>, isBack: boolean): Promise<Outcome | Failed> => {
    const facts = new Set([...group].flatMap(unit => unit.facts))
    return run(taken(tree, fact => facts.has(fact) === isBack))
  }
  return attribute({
    was,
    is,
    units,
    putBack: group => mixed(group, true),
    putIn: group => mixed(group, false),
    isRelated,
    causeOf: group => causeOf(group, [after, before]),
  })
}

function unitsOf(facts: readonly Fact[]): readonly Unit[] {
  const groups = Map.groupBy(facts, reasonOf)
  const all = groups.size <= MAX_UNITS ? groups : Map.groupBy(facts, ({ path }) => path.slice(0, 2).join('.'))
  return [...all].map(([id, group]) => ({
    id,
    facts: group,
    names: new Set(group.flatMap(({ path }) => path.at(-1) ?? [])),
    texts: new Set(group.flatMap(({ before, after }) => [...textsIn(before), ...textsIn(after)])),
  }))
}

/** Equal for facts that one edit changes. */
function reasonOf({ path, before, after, order }: Fact): string {
  const place = path.join('.')
  if (order === true) return `order of ${place}`
  if (before === undefined || after === undefined) return place
  if (typeof before === 'string' && typeof after === 'string') {
    const { from, to } = substitution(before, after)
    // Versions that rise alike have nothing to do with each other; names and addresses have.
    if ((/[a-z]{2}/i.test(from) || from.length > 6) && to !== '') return `${from} → ${to}`
  }
  return place
}

/** One names what the other has in its texts, or both are of one thing. */
function isRelated(a: Unit, b: Unit): boolean {
  return [...a.names].some(name => b.texts.has(name)) || [...b.names].some(name => a.texts.has(name))
}

function causeOf(group: readonly Unit[], revisions: readonly Stated[]): FactCause {
  const facts = group.flatMap(unit => unit.facts)
  const files = new Set(facts.map(({ path }) => fileOf(path, revisions)))
  return { id: group.map(({ id }) => id).join(' + '), where: [...files].map(file => ({ file })), facts }
}

function fileOf([member = '', name]: readonly string[], revisions: readonly Stated[]): string {
  for (const stated of revisions) {
    const declared = stated[member as keyof Stated]
    const service = member === 'services' ? stated.services.find(each => each.name === name) : undefined
    if (service !== undefined) return service.file
    if (typeof declared === 'object' && 'file' in declared && typeof declared.file === 'string') return declared.file
  }
  return revisions[0]?.file ?? ''
}

function textsIn(value: Json | undefined): readonly string[] {
  if (typeof value === 'string') return [value]
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, member]) => [key, ...textsIn(member)])
}
