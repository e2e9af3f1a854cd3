import type { Sources } from '@homelab/synth/causes'
import { isNode, type Node, parseModule } from '@homelab/synth/syntax'
import fc from 'fast-check'

/** Something that can be changed in a source: a literal, a property, the members of a list. */
interface Site {
  readonly start: number
  readonly end: number
  readonly text: string
}

/** A random change of sources, with the files that it touched. */
export interface Mutation {
  readonly sources: Sources
  readonly files: readonly string[]
}

/**
 * Sources with one to three random changes each: a text or number becomes another, a property or a member of a list goes,
 * comes twice or changes places with the next. Types are not heeded: many of them do not load.
 *
 * @param seed the same gives the same
 */
export function mutations(sources: Sources, seed: number, count: number): readonly Mutation[] {
  const sites = [...sources].flatMap(([file, text]) => sitesOf(text).map(site => ({ file, site })))
  const index = fc.nat({ max: sites.length - 1 })
  const changes = fc.sample(fc.uniqueArray(index, { minLength: 1, maxLength: 3 }), { seed, numRuns: count })
  return changes.map(picked => {
    const chosen = picked.flatMap(each => sites[each] ?? [])
    const result = new Map(sources)
    for (const [file, group] of Map.groupBy(chosen, each => each.file)) {
      // From the end, so that offsets stay right; one that lies within another is left out.
      const edits = group.map(({ site }) => site).toSorted((a, b) => b.start - a.start)
      let [text, limit] = [sources.get(file) ?? '', Number.POSITIVE_INFINITY]
      for (const { start, end, text: to } of edits) {
        if (end > limit) continue
        text = text.slice(0, start) + to + text.slice(end)
        limit = start
      }
      result.set(file, text)
    }
    return { sources: result, files: [...new Set(chosen.map(({ file }) => file))] }
  })
}

function sitesOf(text: string): readonly Site[] {
  const sites: Site[] = []
  const written = ({ start, end }: Node): string => text.slice(start, end)
  const visit = (value: unknown): void => {
    if (Array.isArray(value)) value.forEach(visit)
    if (!isNode(value) || value.type.startsWith('TS') || value.type.startsWith('Import')) return
    const literal = value['value']
    if (value.type === 'Literal' && typeof literal === 'number') sites.push({ ...value, text: String(literal + 1) })
    if (value.type === 'Literal' && typeof literal === 'string' && literal !== '')
      sites.push({ ...value, text: JSON.stringify(changed(literal)) })
    sites.push(...membersOf(value, written))
    for (const member of Object.values(value)) visit(member)
  }
  visit(parseModule(text))
  return sites
}

/** For each member: without it, with it twice, and behind the next one. */
function membersOf(node: Node, written: (node: Node) => string): readonly Site[] {
  const isList = node.type === 'ArrayExpression'
  const members = node[isList ? 'elements' : 'properties']
  if (!(isList || node.type === 'ObjectExpression') || !Array.isArray(members) || !members.every(isNode)) return []
  const put = (all: readonly Node[]): Site => {
    const inner = all.map(written).join(', ')
    return { start: node.start, end: node.end, text: isList ? `[${inner}]` : `{ ${inner} }` }
  }
  return members.flatMap((member, index) => {
    const next = members[index + 1]
    return [
      put(members.toSpliced(index, 1)),
      ...(isList ? [put(members.toSpliced(index, 0, member))] : []),
      ...(next === undefined ? [] : [put(members.toSpliced(index, 2, next, member))]),
    ]
  })
}

/** Another number where there is one, else another word. */
function changed(text: string): string {
  return /\d/.test(text) ? text.replace(/\d+/, number => String(Number(number) + 1)) : `${text}x`
}
