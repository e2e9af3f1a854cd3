/** Groups that are brought without being asked, and have to wait for a step of the rollout. */
import type { Change } from '@homelab/estate/model'
import type { Draft } from '../draft.ts'
import type { Unit } from '../units.ts'
import type { Drafted, Edge } from './edges.ts'

export type Group = Extract<Unit, { readonly kind: 'group' }>

export interface SaidEdge extends Edge {
  /** See `OrderRule`. */
  readonly mild?: true
}

/**
 * Those of which a push would destroy, recreate or stop something, and those that have to wait for a step which itself follows
 * the push. None where the delivery can only be held as a whole.
 */
export function heldUnits({ units, drafts }: Drafted, edges: readonly SaidEdge[]): ReadonlySet<Group> {
  const pushed = afterPush(drafts, edges)
  const byId = new Map(drafts.map(draft => [draft.id, draft]))
  const awaits = ({ key, by, cluster }: Group): boolean =>
    edges.some(({ first, next, mild }) => {
      const [one, two] = [byId.get(first), byId.get(next)]
      if (mild === true || one === undefined || two?.unit !== key || two.stage !== 'apply') return false
      const root = by.root(cluster)
      const isRoots = root !== undefined && one.unit === `${cluster.name}/${by.word}/${root}`
      return pushed.has(first) && one.stage !== 'push' && one.unit !== key && !isRoots
    })
  const groups = units.filter(unit => unit.kind === 'group')
  return new Set(
    groups.filter(
      unit =>
        unit.unasked &&
        !unit.goes &&
        unit.by.holds?.(unit.cluster, [unit.group]).release !== undefined &&
        (unit.changes.some(change => isGrave(unit, change)) || isStopped(unit, drafts) || awaits(unit)),
    ),
  )
}

/** As if nobody but the operator brought it. */
export function asked(unit: Group): Group {
  const { byItself: _, ...rest } = unit
  return { ...rest, unasked: false }
}

/** What goes stays until somebody prunes it, where nothing prunes by itself. */
function isGrave({ byItself }: Group, { danger, kind, path, refused }: Change): boolean {
  if (refused === true || danger === 'recreates') return true
  const isLeft = kind === 'removed' && path === undefined && byItself?.prunes !== true
  return danger === 'destroys' && !isLeft
}

/** What somebody stops meanwhile would be started again. */
function isStopped({ byItself, services }: Group, drafts: readonly Draft[]): boolean {
  if (byItself?.heals !== true) return false
  return drafts.some(
    ({ stage, services: of }) => (stage === 'carry' || stage === 'stop') && of.some(name => services.includes(name)),
  )
}

/** The steps that can't come before the push, by id. */
function afterPush(drafts: readonly Draft[], edges: readonly Edge[]): ReadonlySet<string> {
  const open = drafts.filter(({ stage }) => stage === 'push').map(({ id }) => id)
  const next = Map.groupBy(edges, ({ first }) => first)
  const seen = new Set<string>()
  for (let at = open.pop(); at !== undefined; at = open.pop())
    for (const edge of next.get(at) ?? [])
      if (!seen.has(edge.next)) {
        seen.add(edge.next)
        open.push(edge.next)
      }
  return seen
}
