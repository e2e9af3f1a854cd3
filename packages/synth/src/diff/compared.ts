import { type Changes, changesBetween, type RenderedTree } from '@homelab/changes'
import { type Estates, type Part, type Resolved, readStated, resolve } from '@homelab/estate/model'
import { present } from '@homelab/formats/present'
import { changeFacets } from '../change-facets.ts'
import type { Revision } from './revision.ts'

/** A revision without its sources. */
interface Rendered extends Pick<Revision, 'title' | 'rendered'> {
  /** What it states, where that is resolved already. */
  readonly resolved?: Resolved
}

export interface Compared extends Changes {
  readonly estates: Estates
  /** What can't be told, and why: one sentence each. */
  readonly notes: readonly string[]
}

/** What changed between two revisions, but for its causes. */
export async function compared(before: Rendered, after: Rendered, parts: readonly Part[]): Promise<Compared> {
  const notes: string[] = []
  const [was, is] = [before, after].map(revision => resolvedOf(revision, parts, notes))
  // One alone can't be compared, but says what files are whose.
  const estates: Estates = present({ before: was, after: is })
  const facets = await changeFacets(parts)
  const changes = changesBetween({ before: before.rendered, after: after.rendered, estates, facets })
  return { ...changes, estates, notes }
}

/** Of trees that are compared again and again, as what is committed is. */
const known = new WeakMap<RenderedTree, { readonly parts: readonly Part[]; readonly resolved: Resolved }>()

function resolvedOf(
  { rendered, title, resolved }: Rendered,
  parts: readonly Part[],
  notes: string[],
): Resolved | undefined {
  if (resolved !== undefined) return resolved
  const text = rendered.get('estate.json')?.text
  const only = 'who reaches what, what is saved and what is exposed is not compared, only rendered files'
  if (text === undefined) {
    notes.push(`${title} has no estate.json: ${only}`)
    return undefined
  }
  const before = known.get(rendered)
  if (before?.parts.length === parts.length && parts.every((part, index) => part === before.parts[index]))
    return before.resolved
  try {
    const found = resolve(readStated(text), parts)
    known.set(rendered, { parts, resolved: found })
    return found
  } catch (error) {
    notes.push(
      `estate.json of ${title} can't be read (${error instanceof Error ? error.message : String(error)}): ${only}`,
    )
    return undefined
  }
}
