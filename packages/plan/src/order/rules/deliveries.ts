/** What is pushed, shown, brought and ended, and in which order of each delivery. */
import { known } from '@homelab/estate/model'
import { between, type Drafted, type Edge, type OrderRule } from '../edges.ts'

export const own: OrderRule = {
  name: 'preview-before-apply',
  edges: ({ drafts }) =>
    drafts.flatMap(({ id, after = [] }) => after.map(({ step, because }) => ({ first: step, next: id, because }))),
}

export const pushed: OrderRule = {
  name: 'push-before-sync',
  edges: ({ stage, drafts, units }) => {
    const pulled = new Set(
      units.flatMap(unit => (unit.kind === 'group' && unit.by.pulls === true ? [unit.key, rootOf(unit)] : [])),
    )
    return between(
      stage('push'),
      drafts.filter(({ unit }) => unit !== undefined && pulled.has(unit)),
      'the delivery reads what was pushed',
    )
  },
}

export const roots: OrderRule = {
  name: 'root-before-groups',
  edges: ({ ofUnit, units }) =>
    units.flatMap(unit => {
      if (unit.kind !== 'group') return []
      const root = ofUnit(rootOf(unit)).filter(({ stage }) => stage === 'apply')
      return between(root, ofUnit(unit.key), `it says what ${unit.by.group} ${unit.group} is`)
    }),
}

function rootOf(unit: Drafted['units'][number]): string | undefined {
  const root = unit.kind === 'group' ? unit.by.root(unit.cluster) : undefined
  return unit.kind !== 'group' || root === undefined ? undefined : `${unit.cluster.name}/${unit.by.word}/${root}`
}

export const definitions: OrderRule = {
  name: 'provided-before-required',
  edges: ({ after, drafts, applies }) =>
    after.services
      .flatMap(({ name, runs }) =>
        known(runs.requires).flatMap(({ kind, ...required }) => {
          if (!('name' in required)) return []
          const givers = after.services.filter(
            giver =>
              giver.name !== name &&
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
        'the object can only be made anew',
      ),
    ),
}

export const ended: OrderRule = {
  name: 'apply-before-end',
  edges: ({ drafts, stage }) =>
    stage('stop', 'remove').flatMap(end =>
      between(
        drafts.filter(({ unit, stage: at }) => unit === end.unit && at === 'apply'),
        [end],
        'what takes its place is there first',
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
