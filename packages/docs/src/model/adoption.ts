import { type Changed, known, type ResolvedDifference, type ResolvedService, type Volume } from '@homelab/estate/model'
import { type Group, shownBy } from './applications.ts'
import { type InCluster, inCluster, ownApplication, selectorOf } from './cluster.ts'
import { groupKinds } from './delivery.ts'
import { type Facts, onceOf } from './facts.ts'

/** The differences by the Application that shows them. */
export const differencesOf = onceOf(
  (facts): ReadonlyMap<string | undefined, readonly ResolvedDifference[]> =>
    Map.groupBy(facts.resolved.differences, each => shownBy(facts, each)),
)

/** What a difference changes in the objects of the group that shows it; what stands for the group itself is the delivery's. */
export function changesIn(facts: Facts, { changes = [] }: ResolvedDifference): readonly Changed[] {
  const kinds = groupKinds(facts)
  return changes.filter(({ kind }) => !kinds.has(kind))
}

/** Whether there was none before: it has nothing to go back to. */
export function isNew(facts: Facts, group: Group): boolean {
  return newGroups(facts).has(group.name) || isUnsaid(facts, group)
}

/**
 * Pods of which nothing is said that was there before, in an estate that says it of others: no object that is taken over, and
 * nothing that was otherwise.
 */
function isUnsaid(facts: Facts, group: Group): boolean {
  const { adoptions, differences } = facts.resolved
  const before = new Set([...adoptions, ...differences].map(({ service }) => service))
  const own = holders(facts, group).filter(([, { pods }]) => pods.length > 0)
  return adoptions.length > 0 && own.length > 0 && group.services.every(({ name }) => !before.has(name))
}

const newGroups = onceOf((facts): ReadonlySet<string | undefined> => {
  const kinds = groupKinds(facts)
  const changes = facts.resolved.differences.flatMap(each => each.changes ?? [])
  return new Set(changes.filter(({ kind, fields }) => kinds.has(kind) && fields === undefined).map(({ name }) => name))
})

/** Whether its pods run here for the first time: nothing of them restarts, is kept, or runs otherwise. */
export function runsFirst(facts: Facts, group: Group): boolean {
  const kinds = new Set(holders(facts, group).flatMap(([, { pods }]) => pods.map(({ kind }) => kind)))
  const said = (differencesOf(facts).get(group.name) ?? []).flatMap(each => changesIn(facts, each))
  return (
    isUnsaid(facts, group) ||
    (isNew(facts, group) &&
      said.some(({ kind, fields, gone }) => kinds.has(kind) && fields === undefined && gone === undefined))
  )
}

/** Whether its objects are rendered, and not those of a chart, of a kustomization or of somebody else's repository. */
export function isRendered(facts: Facts, { name, services }: Group): boolean {
  return services.some(service =>
    inCluster(facts, service)?.deliveries.some(({ group, rendered }) => group === name && rendered),
  )
}

/** Its services whose pods it holds. */
function holders(facts: Facts, { name, services }: Group): readonly (readonly [ResolvedService, InCluster])[] {
  return services.flatMap(service => {
    const runs = inCluster(facts, service)
    const own = runs?.rendered === true ? ownApplication(runs) : service.name
    return runs === undefined || own !== name ? [] : [[service, runs] as const]
  })
}

/** A field that must not change, and the object's own. */
export interface FixedField {
  readonly object: string
  readonly fields: readonly string[]
}

/** What of an Application's objects cannot be changed in place: whoever sees it in a difference stops. */
export function fixedIn(facts: Facts, application: Group): readonly FixedField[] {
  if (runsFirst(facts, application)) return []
  return holders(facts, application)
    .flatMap(([{ runs }, { pods }]) => [
      ...pods.map(({ kind, name, fixed }) => ({ object: `${kind} ${name}`, fields: fixed })),
      ...known(runs.volumes)
        .flatMap(volume => ('objects' in volume ? (volume.objects ?? []) : []))
        .map(({ kind, name, fixed }) => ({ object: `${kind} ${name}`, fields: fixed })),
    ])
    .filter(({ fields }) => fields.length > 0)
}

/** Pods that must have stopped before others start, with what they write. */
export interface OneWriter {
  readonly namespace: string
  readonly name: string
  readonly selector: string
  readonly holds: string
}

/**
 * Deployments that write a database of one file: while they roll, two pods would write it. Those of a StatefulSet stop
 * before the next starts.
 */
export function oneWriters(facts: Facts, application: Group): readonly OneWriter[] {
  if (runsFirst(facts, application)) return []
  return holders(facts, application).flatMap(([{ volumes }, { pods, namespace }]) => {
    const held = volumes.find(isOneFile)
    return pods.flatMap(each => {
      const selector = selectorOf(each)
      return held === undefined || each.resource !== 'deployment' || selector === undefined
        ? []
        : [{ namespace, name: each.name, selector, holds: held.holds }]
    })
  })
}

/** As long as volumes say only in words what they hold. */
function isOneFile({ holds }: Volume): boolean {
  return /\bsqlite\b/i.test(holds)
}
