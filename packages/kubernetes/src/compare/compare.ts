import type { Cluster } from '@homelab/estate/model'
import { present } from '@homelab/formats/present'
import type { KubernetesDelivery } from '../delivery/contract.ts'
import { fieldDifferences } from './fields.ts'
import { isFilled } from './filled.ts'
import { keepers, refusal } from './fixed.ts'
import { at, type Manifest } from './json.ts'
import { explanationsOf, generalRules } from './rules.ts'
import type { Around, Explanation, Named, RenderedManifest, Seen } from './seen.ts'

export interface Question {
  /** As they run, or as somebody wrote them. */
  readonly ran: readonly Manifest[]
  readonly rendered: readonly RenderedManifest[]
  /** The namespace of those that say none. */
  readonly namespace?: string
  readonly cluster: Cluster
  readonly delivery: Pick<KubernetesDelivery, 'rules' | 'marks'>
  /** As `GroupToCompare` has them. */
  readonly kept: Around['kept']
  readonly stays: Around['stays']
  /** What runs was delivered from what is rendered, so that only what means nothing at any time explains a difference. */
  readonly delivered?: true
  /** What the estate declares, see `declaredExplanations`. */
  readonly declared: readonly Explanation[]
}

/** A difference that a sync cannot make, or must not. */
interface Stop {
  readonly seen: Seen
  readonly why: string
}

export interface Comparison {
  readonly ran: number
  readonly rendered: number
  /** Reasons to stop: the API refuses them, or data would go. */
  readonly stops: readonly Stop[]
  /** What explains differences, with these; in the order of the declarations, then of the rules. */
  readonly explained: readonly { readonly by: Explanation; readonly seen: readonly Seen[] }[]
  readonly unexplained: readonly Seen[]
}

/** Everything that is rendered otherwise than it ran, and why. Pure. */
export function compare(question: Question): Comparison {
  const { ran, rendered, cluster, delivery, kept, stays, declared, delivered = false } = question
  const pairs = pairsOf(question)
  const stops: Stop[] = []
  const unexplained: Seen[] = []
  const explanations = [
    ...declared,
    ...explanationsOf([...generalRules, ...delivery.rules].filter(({ always }) => !delivered || always === true)),
  ]
  const found = new Map<Explanation, Seen[]>(explanations.map(each => [each, []]))
  for (const { live, now } of pairs) {
    const around: Around = {
      ...present({ live, rendered: now }),
      kept,
      stays,
      cluster,
    }
    for (const seen of seenIn(live, now?.manifest, delivery.marks)) {
      const why = stopFor(seen, around)
      const by = why === undefined ? explanations.find(each => each.explains(seen, around)) : undefined
      if (why !== undefined) stops.push({ seen, why })
      else if (by === undefined) unexplained.push(seen)
      else found.get(by)?.push(seen)
    }
  }
  return {
    ran: ran.length,
    rendered: rendered.length,
    stops,
    explained: [...found].flatMap(([by, seen]) => (seen.length === 0 ? [] : [{ by, seen }])),
    unexplained,
  }
}

function seenIn(live: Manifest | undefined, rendered: Manifest | undefined, marks: readonly string[]): readonly Seen[] {
  const named = namedAs(rendered ?? live)
  if (named === undefined) return []
  if (live === undefined) return [{ ...named, what: 'new', path: [] }]
  if (rendered === undefined) return [{ ...named, what: 'gone', path: [] }]
  return fieldDifferences(live, rendered)
    .filter(each => !isFilled(named.kind, each, live, marks))
    .map(each => ({ ...named, what: 'field', ...each }))
}

function stopFor(seen: Seen, { stays }: Around): string | undefined {
  if (seen.what === 'field') return refusal(seen.kind, seen)
  const ends = seen.what === 'gone' && keepers.has(seen.kind) && !stays(seen)
  return ends ? 'it holds data, and pruning would delete it' : undefined
}

interface Pair {
  readonly live?: Manifest
  readonly now?: RenderedManifest
}

/** The two sides of each object: in its namespace, or in the only one there is. */
function pairsOf({ ran, rendered, namespace }: Question): readonly Pair[] {
  const rest = new Set(ran)
  const pairs = rendered.map((now): Pair => {
    const live = [...rest].find(each => isSame(each, now.manifest, namespace))
    if (live === undefined) return { now }
    rest.delete(live)
    return { live: placedLike(live, now.manifest), now }
  })
  return [...pairs, ...[...rest].map((live): Pair => ({ live }))]
}

function isSame(a: Manifest, b: Manifest, byDefault: string | undefined): boolean {
  const [one, other] = [a, b].map(each => at(each, 'metadata', 'namespace') ?? byDefault)
  const placed = one === other || one === undefined || other === undefined
  return a.kind === b.kind && a.metadata.name === b.metadata.name && group(a) === group(b) && placed
}

function group({ apiVersion }: Manifest): string {
  return apiVersion.includes('/') ? (apiVersion.split('/')[0] ?? '') : ''
}

/** A namespace that one side leaves out is no difference. */
function placedLike(live: Manifest, { metadata: { namespace } }: Manifest): Manifest {
  const { namespace: own, ...metadata } = live.metadata
  if (own === namespace || (own !== undefined && namespace !== undefined)) return live
  return {
    ...live,
    metadata: { ...metadata, ...present({ namespace }) } as Manifest['metadata'],
  }
}

function namedAs(manifest: Manifest | undefined): Named | undefined {
  if (manifest === undefined) return undefined
  const { kind, metadata } = manifest
  const { name, namespace } = metadata
  return { kind, name, ...(typeof namespace === 'string' && { namespace }) }
}
