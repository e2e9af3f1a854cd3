/** What is pushed, shown, brought and ended, and in which order of each delivery. */
import { known } from '@homelab/estate/model'
import type { Draft } from '../../draft.ts'
import type { Unit } from '../../units.ts'
import { between, type Drafted, type Edge, type OrderRule } from '../edges.ts'

type Group = Extract<Unit, { readonly kind: 'group' }>

export const own: OrderRule = {
  name: 'preview-before-apply',
  edges: ({ drafts }) =>
    drafts.flatMap(({ id, after = [] }) => after.map(({ step, because }) => ({ first: step, next: id, because }))),
}

export const pushed: OrderRule = {
  name: 'push-before-sync',
  edges: ({ stage, drafts, units }) => {
    const pulled = keysOf(units, ({ by }) => by.pulls === true)
    const isEarly = previewedBefore(units)
    const read = drafts.filter(({ unit }) => unit !== undefined && pulled.has(unit))
    return [
      ...between(read.filter(isEarly), stage('push'), 'what is pushed is applied without being asked'),
      ...between(stage('hold'), stage('push'), 'what is pushed would be applied without being asked'),
      ...between(
        stage('push'),
        read.filter(draft => !isEarly(draft)),
        'the delivery reads what was pushed',
      ),
    ]
  },
}

/** What is applied without being asked is looked at before it is pushed: of the files as they are rendered. */
function previewedBefore(units: Drafted['units']): (draft: Draft) => boolean {
  const byItself = keysOf(units, ({ unasked, by }) => unasked && by.previewsFiles === true)
  return ({ unit, stage }) => stage === 'preview' && byItself.has(unit ?? '')
}

/** The keys of groups and of what holds them. */
function keysOf(units: Drafted['units'], isMeant: (unit: Group) => boolean): ReadonlySet<string> {
  return new Set(units.flatMap(unit => (unit.kind === 'group' && isMeant(unit) ? [unit.key, rootOf(unit) ?? ''] : [])))
}

/**
 * What comes before something that is applied without being asked comes before the push: nothing else keeps it back.
 *
 * @param edges by the other rules
 */
export function beforePush({ stage, drafts, units }: Drafted, edges: readonly Edge[]): readonly Edge[] {
  const byItself = new Set(units.flatMap(unit => (unit.kind === 'group' && unit.unasked ? [unit.key] : [])))
  const pulled = keysOf(units, ({ by }) => by.pulls === true)
  const byId = new Map(drafts.map(draft => [draft.id, draft]))
  return edges.flatMap(({ first, next, because }): readonly Edge[] => {
    const [one, two] = [byId.get(first), byId.get(next)]
    if (one === undefined || two === undefined || pulled.has(one.unit ?? '') || one.stage === 'push') return []
    return byItself.has(two.unit ?? '') ? stage('push').map(push => ({ first, next: push.id, because })) : []
  })
}

export const roots: OrderRule = {
  name: 'root-before-groups',
  edges: drafted => {
    const { after, applies, before, ends, is, ofUnit, units, was } = drafted
    const isEarly = previewedBefore(units)
    const ownOf = ownIn(drafted)
    return units.flatMap(unit => {
      if (unit.kind !== 'group') return []
      const root = ofUnit(rootOf(unit)).filter(({ stage }) => stage === 'apply')
      const rootEnds = ofUnit(rootOf(unit)).filter(isEnd)
      const all = ofUnit(unit.key).filter(draft => !isEarly(draft))
      const own = ownOf(unit)
      const { name, delivery } = unit.cluster
      const delivering = ({ services }: typeof after): readonly string[] =>
        services.flatMap(({ runs, name: each }) => (runs.deliversTo === home(unit.cluster) ? [each] : []))
      const isElsewhere = delivery.from !== undefined
      const reaches = isElsewhere && was.cluster(name) === undefined ? delivering(after).flatMap(applies) : []
      const forgets = is.cluster(name) === undefined ? delivering(before).flatMap(ends) : []
      return [
        ...between(isEndedFirst(unit, own, is) ? [] : root, own, `it says what ${unit.by.group} ${unit.group} is`),
        ...between(reaches, root, `what delivers to ${name} knows of it by then`),
        ...between(
          all.filter(isEnd).filter(draft => !forgets.includes(draft)),
          rootEnds,
          `it holds ${unit.by.group} ${unit.group}`,
        ),
        ...between(
          [...all.filter(isEnd), ...rootEnds].filter(draft => !forgets.includes(draft)),
          forgets,
          `what delivers to ${name} ends it, and knows of it until then`,
        ),
      ]
    })
  },
}

/**
 * Where a delivery works in another cluster than its own, the root and its rights there allow it what is rendered: of what is no
 * longer allowed it sees nothing, and would leave it behind.
 */
export const allowed: OrderRule = {
  name: 'end-while-it-is-allowed',
  edges: drafted => {
    const { drafts, is, ofUnit, units } = drafted
    const ownOf = ownIn(drafted)
    return units.flatMap(unit => {
      const own = unit.kind === 'group' ? ownOf(unit) : []
      if (unit.kind !== 'group' || !isEndedFirst(unit, own, is)) return []
      const { by, cluster } = unit
      const rights = drafts.filter(({ id }) => id === `${cluster.name}/${by.access?.(cluster)?.folder}#apply`)
      const root = ofUnit(rootOf(unit)).filter(({ stage }) => stage === 'apply')
      return between(own.filter(isEnd), [...rights, ...root], `what delivers to ${cluster.name} may end it until then`)
    })
  },
}

/** Whether nothing of the group comes, which would have to be allowed before. */
function isEndedFirst({ by, cluster }: Group, own: readonly Draft[], is: Drafted['is']): boolean {
  const stays = by.access?.(cluster) !== undefined && is.cluster(cluster.name) !== undefined
  return stays && !own.some(({ stage }) => stage === 'apply')
}

/** What is done to a group in its cluster: of one that goes to another cluster each cluster's root says its own half. */
function ownIn({ ofUnit, units }: Drafted): (unit: Group) => readonly Draft[] {
  const isEarly = previewedBefore(units)
  const moved = movedIn(units)
  return unit => {
    const all = ofUnit(unit.key).filter(draft => !isEarly(draft))
    const isMoved =
      moved.some(({ going, coming }) => going === unit || coming === unit) ||
      units.some(other => other !== unit && other.key === unit.key)
    return isMoved ? all.filter(draft => isEnd(draft) === unit.goes) : all
  }
}

const isEnd = ({ stage }: Draft): boolean => stage === 'remove' || stage === 'stop'

/** A group that goes to another cluster of the same delivery: there is one of its name, whatever it holds. */
interface Moved {
  readonly going: Group
  readonly coming: Group
}

function movedIn(units: Drafted['units']): readonly Moved[] {
  const groups = units.filter(unit => unit.kind === 'group')
  const coming = groups.filter(({ comes, goes }) => comes && !goes)
  return groups
    .filter(({ goes }) => goes)
    .flatMap(going =>
      coming
        .filter(({ by, group, cluster }) => {
          return by === going.by && group === going.group && home(cluster) === home(going.cluster)
        })
        .map(each => ({ going, coming: each })),
    )
}

/** The cluster in which what delivers to this one runs. */
function home({ name, delivery }: Group['cluster']): string {
  return delivery.from ?? name
}

function rootOf(unit: Drafted['units'][number]): string | undefined {
  const root = unit.kind === 'group' ? unit.by.root(unit.cluster) : undefined
  return unit.kind !== 'group' || root === undefined ? undefined : `${unit.cluster.name}/${unit.by.word}/${root}`
}

export const definitions: OrderRule = {
  name: 'provided-before-required',
  edges: ({ after, drafts, applies }) =>
    after.services
      .flatMap(({ name, at, runs }) =>
        known(runs.requires).flatMap(({ kind, ...required }) => {
          if (!('name' in required)) return []
          const givers = after.services.filter(
            giver =>
              giver.name !== name &&
              // What a cluster has, no other one gets from it.
              ((giver.at.kind !== 'cluster' && kind !== 'user' && kind !== 'group') || giver.at.name === at.name) &&
              known(giver.runs.provides).some(each => each.kind === kind && each.name === required.name),
          )
          return givers.flatMap(giver =>
            between(applies(giver.name), applies(name), `${giver.name} provides ${kind} ${required.name}`),
          )
        }),
      )
      .concat(definitionsOf(drafts, after)),
}

/** Of one service the group with its kinds of objects before that with the objects. */
function definitionsOf(drafts: Drafted['drafts'], { services }: Drafted['after']): readonly Edge[] {
  return services.flatMap(({ runs }) => {
    const groups = runs.deliveries.flatMap(delivery => (delivery.by === 'delivery' ? [delivery] : []))
    const applyOf = (id: string): Drafted['drafts'] =>
      drafts.filter(({ unit, stage }) => unit === id && stage === 'apply')
    return groups.flatMap((first, index) =>
      groups
        .slice(index + 1)
        .flatMap(then =>
          between(
            applyOf(first.id),
            applyOf(then.id),
            first.holds === 'definitions' ? 'it holds the kinds of its objects' : 'it is delivered before it',
          ),
        ),
    )
  })
}

export const released: OrderRule = {
  name: 'release-before-apply',
  edges: ({ stage, drafts }) =>
    stage('release').flatMap(release =>
      between(
        [release],
        drafts.filter(({ unit, stage: at }) => unit === release.unit && at === 'apply'),
        'the object can only be recreated',
      ),
    ),
}

export const ended: OrderRule = {
  name: 'apply-before-end',
  edges: ({ ofUnit, stage, units }) => {
    const moved = new Map(movedIn(units).map(({ going, coming }) => [going.key, coming]))
    return stage('stop', 'remove').flatMap(end => {
      const coming = moved.get(end.unit ?? '')
      if (coming === undefined)
        return between(
          ofUnit(end.unit).filter(draft => draft.stage === 'apply'),
          [end],
          'what takes its place is there first',
        )
      return between(
        [end],
        [...ofUnit(coming.key), ...ofUnit(rootOf(coming))].filter(draft => !isEnd(draft)),
        `there is one ${coming.by.group} ${coming.group}: ended later, it would take what came`,
      )
    })
  },
}

/** What is held is let go once all of it is done. */
export const letGo: OrderRule = {
  name: 'held-until-done',
  edges: ({ drafts, stage }) =>
    stage('let-go').flatMap(last =>
      between(
        drafts.filter(({ stage: at }) => !['hold', 'let-go', 'check'].includes(at)),
        [last],
        'nothing else is brought meanwhile',
      ),
    ),
}

export const checked: OrderRule = {
  name: 'check-last',
  edges: ({ drafts, stage }) =>
    between(
      drafts.filter(({ stage: at }) => at !== 'check'),
      stage('check'),
      'all is rolled out by then',
    ),
}
