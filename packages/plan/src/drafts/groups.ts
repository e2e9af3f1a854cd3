import type { Change, Command, Hold, Step } from '@homelab/estate/model'
import { asCommand, command, mise, nothingChanged, reverted, runText } from '../commands.ts'
import type { Draft } from '../draft.ts'
import { type Ground, operation } from '../ground.ts'
import { madeAnew, podsInterrupted, ranEachSync } from '../interrupts.ts'
import type { WayBack } from '../model.ts'
import type { Group } from '../order/held.ts'
import type { Unit } from '../units.ts'
import { alertsQuiet, routesAnswer } from '../watch.ts'
import { grownVolumes, heldOf, lostClaims, lostServers } from './held.ts'
import { previewOf } from './preview.ts'
import { isRefused, releases } from './recreate.ts'

/**
 * What is pushed, the group that holds the others, and each group: shown, applied, and rid of what left it.
 *
 * @param held those that are brought without being asked, and wait meanwhile
 */
export function groupDrafts(ground: Ground, units: readonly Unit[], held: readonly Group[]): readonly Draft[] {
  const groups = units.filter(unit => unit.kind === 'group')
  return [
    ...holdDrafts(held),
    ...pushed(ground, groups),
    ...roots(ground, groups, held),
    ...groups.flatMap(unit => [...ofGroup(ground, unit)]),
  ]
}

/** Each cluster's at once. */
function holdDrafts(held: readonly Group[]): readonly Draft[] {
  return [...Map.groupBy(held, ({ cluster }) => cluster.name).values()].flatMap((all): readonly Draft[] => {
    const [{ cluster, by } = { cluster: undefined, by: undefined }] = all
    const hold = cluster && heldBy(all)
    if (cluster === undefined || by === undefined || hold?.release === undefined) return []
    const names = all.map(({ group }) => group).join(', ')
    const services = [...new Set(all.flatMap(unit => unit.services))]
    const named = { system: 'kubernetes', effect: 'changes', services, changes: [] } as const
    const notes = hold.note === undefined ? [] : [hold.note]
    return [
      {
        ...{ ...named, id: `${cluster.name}/${by.word}#hold`, stage: 'hold', run: hold.hold },
        does: `holds ${by.group} ${names}: each is brought in its turn`,
        back: { how: 'let it go', run: [hold.release] },
        notes,
      },
      {
        ...{ ...named, id: `${cluster.name}/${by.word}#let-go`, stage: 'let-go', run: hold.release },
        does: `lets ${by.group} ${names} be brought without being asked again`,
        back: { how: 'hold it again', run: [hold.hold] },
        notes,
      },
    ]
  })
}

function heldBy(units: readonly Group[]): Hold | undefined {
  const [first] = units
  return first?.by.holds?.(
    first.cluster,
    units.map(({ group }) => group),
  )
}

/** What is done with a group, as it is brought. */
function stepsOf({ by, cluster, group, key, byItself }: Group): readonly Step[] {
  return by.steps(cluster, group, key, byItself)
}

function stepOf(unit: Group, does: Step['does']): Step | undefined {
  return stepsOf(unit).find(step => step.does === does)
}

function pushed(ground: Ground, groups: readonly Group[]): readonly Draft[] {
  const pulled = groups.filter(({ by }) => by.pulls === true)
  const [first] = pulled
  const unasked = pulled.filter(unit => unit.unasked)
  const holds = [...Map.groupBy(unasked, ({ cluster }) => cluster.name).values()].flatMap(all => heldBy(all) ?? [])
  const held = holds.map(({ hold }) => runText(hold))
  const names = unasked.length === pulled.length ? 'what it brings' : unasked.map(({ group }) => group).join(', ')
  if (first === undefined) return []
  const { repository, revision } = first.cluster.source
  return [
    {
      ...{ id: 'repository#push', system: 'repository', effect: 'changes', services: [], changes: [], stage: 'push' },
      does: `brings what is rendered to ${revision} of ${repository}, which the delivery reads`,
      run: command('git', 'push'),
      back: reverted([command('git', 'push')], false),
      notes: [
        'commit apps/ and what synth wrote before',
        ...renamed(ground, pulled),
        ...(held.length === 0
          ? ['nothing is synced by it']
          : held.map(
              hold => `${names} is applied without being asked; to do it step by step, hold it before: ${hold}`,
            )),
      ],
    },
  ]
}

/** Who delivers is one of several from now on, or no longer: the names that commands say are those that somebody logged in with. */
function renamed({ was, is }: Ground, groups: readonly Group[]): readonly string[] {
  const names = [...new Set(groups.map(({ cluster: { name } }) => name))]
  return names.flatMap(name => {
    const [before, after] = [was.cluster(name), is.cluster(name)]
    if (before === undefined || after === undefined || before.deliveryName === after.deliveryName) return []
    const called = after.deliveryName === undefined ? 'goes by no name' : `goes by the name ${after.deliveryName}`
    return [`log in to what delivers to ${name} again, as docs/guides/bootstrap.md does: it ${called} from now on`]
  })
}

/** The group that holds all others knows what is new of them; where none of them changed it shows that. */
function roots(ground: Ground, groups: readonly Group[], held: readonly Group[]): readonly Draft[] {
  return [...Map.groupBy(groups, ({ cluster }) => cluster.name).values()].flatMap(all => {
    const [{ cluster, by } = { cluster: undefined, by: undefined }] = all
    const root = cluster && by?.root(cluster)
    if (cluster === undefined || by === undefined || root === undefined || all.some(({ group }) => group === root))
      return []
    const to = rootKey(all[0] as Group, root)
    const changes = ground.changes.filter(
      change =>
        isBelow(change, cluster, by.rootFolder ?? '') &&
        (isGroupObject(by.groupKind, change) ? change.subject.endsWith(`/${root}`) : by.rootFolder !== undefined),
    )
    const access = accessDrafts(ground, all)
    const rights = access.filter(({ stage }) => stage === 'apply')
    const old = ground.was.cluster(cluster.name)
    const first = old === undefined
    const isChanged =
      changes.length > 0 || all.some(({ changes }) => changes.some(change => isGroupObject(by.groupKind, change)))
    const ends = all.some(({ goes }) => goes)
    const own = heldBy(held.filter(each => each.cluster === cluster))?.root
    // From the day on which it is brought without being asked somebody brings that.
    const wasByItself = old === undefined || by.byItself?.(old, { name: root }) !== undefined
    const byItself = own === undefined && wasByItself ? by.byItself?.(cluster, { name: root }) : undefined
    const end = ground.is.cluster(cluster.name) === undefined ? by.rootEnds?.(cluster) : undefined
    if (end !== undefined) return [...access, rootEnd({ by, cluster, to, changes }, root, end)]
    const steps = by.steps(cluster, root, to, byItself).flatMap((step): readonly Draft[] => {
      // Nothing answers yet where nothing delivers.
      if (step.does !== 'apply' && !(step.does === 'preview' && isChanged && !first)) return []
      const isApply = step.does === 'apply'
      return [
        {
          ...{
            id: step.id,
            system: 'kubernetes',
            run: isApply ? (own ?? step.run) : step.run,
            effect: step.effect,
            services: [],
            changes: isApply ? changes : [],
            unit: to,
          },
          stage: isApply ? 'apply' : 'preview',
          does: isApply
            ? `brings the ${by.group}s themselves${isChanged ? '' : ', of which none changed'}`
            : `shows what changes in the ${by.group}s themselves`,
          back: isApply ? reverted(asCommand(step), by.pulls === true) : nothingChanged,
          ...(isApply && {
            notes: [
              ...(ends ? ['what left the estate stays until its own step: the command may end with 1 for that'] : []),
              ...(first ? ['nothing delivers to this cluster yet: follow the guide to bootstrap up to here'] : []),
            ],
          }),
          after: [
            ...(first ? [] : step.after).map(id => ({ step: id, because: 'what it does is looked at first' })),
            ...rights.map(({ id }) => ({ step: id, because: 'what brings it has its rights by then' })),
          ],
        },
      ]
    })
    return [...access, ...steps]
  })
}

/** Of a cluster that goes: what says what its groups are is no longer rendered, and so can't be brought. */
function rootEnd(
  { by, cluster, to, changes }: Pick<Group, 'by' | 'cluster' | 'changes'> & { readonly to: string },
  root: string,
  run: Command,
): Draft {
  return {
    ...{ id: `${to}#remove`, system: 'kubernetes', unit: to, services: [], changes, run },
    ...{
      effect: 'destroys',
      stage: 'remove',
      does: `ends ${by.group} ${root}, which held all others of ${cluster.name}`,
    },
    back: byGuide(by.pulls === true),
  }
}

/** As at first. */
function byGuide(isPulled: boolean): WayBack {
  return reverted([], isPulled, 'take the commit back, and follow the guide to bootstrap')
}

/** What the delivery may do in a cluster where it does not run: it comes before all else there, and goes after it. */
function accessDrafts({ changes: all, is }: Ground, groups: readonly Group[]): readonly Draft[] {
  const [{ cluster, by } = { cluster: undefined, by: undefined }] = groups
  const access = cluster && by?.access?.(cluster)
  if (cluster === undefined || access === undefined) return []
  const changes = all.filter(change => isBelow(change, cluster, access.folder))
  const id = `${cluster.name}/${access.folder}`
  const named = { system: 'kubernetes', services: [], changes } as const
  if (changes.length === 0) return []
  if (is.cluster(cluster.name) !== undefined)
    return [
      {
        ...{ ...named, id: `${id}#apply`, effect: 'changes', stage: 'apply', run: access.apply },
        does: `gives what delivers to ${cluster.name} its rights there`,
        back: reverted([access.apply], false),
      },
    ]
  const ends = groups.filter(({ goes }) => goes).map(({ key }) => `${key}#remove`)
  return [
    {
      ...{ ...named, id: `${id}#remove`, effect: 'destroys', stage: 'remove', run: access.end },
      does: `takes from what delivered to ${cluster.name} its rights there`,
      back: reverted([access.apply], false),
      after: ends.map(step => ({ step, because: 'it ends what is there by these rights' })),
    },
  ]
}

function isBelow({ file }: Change, { source }: Group['cluster'], folder: string): boolean {
  return file?.startsWith(`${source.folder}/${folder === '' ? '' : `${folder}/`}`) === true
}

function rootKey({ cluster, by }: Group, root: string): string {
  return `${cluster.name}/${by.word}/${root}`
}

function isGroupObject(kind: string | undefined, { subject }: Pick<Change, 'subject'>): boolean {
  return kind !== undefined && subject.startsWith(`${kind} `)
}

function ofGroup(ground: Ground, unit: Group): readonly Draft[] {
  const { changes, by, goes, cluster, group, key, byItself } = unit
  if (goes) return removal(ground, unit, changes, 'group', isLeftLater(ground, unit))
  // Where nothing has to be done for them, they go when the group is brought.
  const ends = by.ends?.(cluster, group, key, 'objects', byItself) ?? []
  const gone = ends.length === 0 ? [] : changes.filter(change => isGone(by.groupKind, change))
  const kept = changes.filter(change => !gone.includes(change))
  const refused = kept.filter(change => isRefused(change))
  const rest = kept.filter(change => !refused.includes(change))
  return [
    ...(kept.length === 0 ? [] : applied(ground, unit, rest, gone.length > 0)),
    ...releases(ground, unit, refused),
    ...(gone.length === 0 ? [] : removal(ground, unit, gone, 'objects', kept.length > 0)),
  ]
}

/** Whether somebody who stays in its cluster used it, who is brought first, and the root before. */
function isLeftLater({ before, is }: Ground, { services, cluster }: Group): boolean {
  return before.flows.some(
    ({ from, to }) => services.includes(to) && !services.includes(from) && is.service(from)?.at.name === cluster.name,
  )
}

function isGone(kind: string | undefined, change: Change): boolean {
  return change.kind === 'removed' && change.path === undefined && !isGroupObject(kind, change) && isObject(change)
}

/** An alert or a dashboard is a part of its object. */
function isObject({ system, read }: Change): boolean {
  return system === 'kubernetes' && read === 'fields'
}

function applied(ground: Ground, unit: Group, changes: readonly Change[], leaves: boolean): readonly Draft[] {
  const { key, by, group, services, comes, cluster } = unit
  const apply = stepOf(unit, 'apply')
  const named = { system: 'kubernetes', unit: key, services }
  const preview = previewOf(stepOf(unit, 'preview'), named, `shows what changes in ${by.group} ${group}`)
  return [
    ...preview.drafts,
    {
      ...named,
      ...{ id: apply?.id ?? `${key}#apply`, effect: 'changes', stage: 'apply' },
      run: apply?.run ?? { kind: 'by-hand', what: `bring ${by.group} ${group} to ${cluster.name}` },
      changes,
      does: comes ? `brings ${by.group} ${group}, which is new` : `brings what changed in ${by.group} ${group}`,
      watch: [
        ...(apply?.until === undefined ? [] : settledOf(unit)),
        { by: 'command', run: mise('services-check', '--only', services.join(',')), expect: 'all is up' },
        ...routesAnswer(ground, services),
        ...alertsQuiet(ground, services),
      ],
      interrupts: [...podsInterrupted(ground, services, changes), ...ranEachSync(ground, group, services)],
      back: backOf(ground, unit, apply === undefined ? [] : asCommand(apply), changes),
      notes: [
        ...(leaves ? [stays(unit)] : []),
        ...unseen(ground, unit, changes),
        ...(by.onlyWhen?.(cluster, group) ?? []).map(when => `it may be brought at some times alone: ${when}`),
      ],
      after: preview.after,
    },
  ]
}

/** Where something syncs without being asked, it is because an object differs that is compared. */
function unseen(ground: Ground, { byItself }: Group, changes: readonly Change[]): readonly string[] {
  const anew = madeAnew(ground)
  const own = changes.filter(({ read }) => read !== 'estate')
  if (byItself === undefined || own.length === 0 || !own.every(({ subject }) => anew.has(subject))) return []
  return ['what runs at each sync alone changes, for which none begins by itself: it runs so at the next one']
}

function stays({ byItself }: Group): string {
  const until = 'what it no longer has stays until it is pruned'
  return byItself === undefined ? `${until}: the command may end with 1 for that` : until
}

function settledOf({ by, cluster, group }: Group): NonNullable<Draft['watch']> {
  return by.settled === undefined
    ? []
    : [{ by: 'command', run: by.settled(cluster, [group]), expect: 'no operation runs, and all is healthy' }]
}

/** A group that is new goes again; what can't shrink, or what a new version did to what it keeps, does not come back by itself. */
function backOf(
  { before, after, ...ground }: Ground,
  unit: Group,
  apply: readonly Command[],
  changes: readonly Change[],
): WayBack {
  const { by, cluster, group, key, comes, services } = unit
  const all = { before, after, ...ground }
  const ends = by.ends?.(cluster, group, key, 'group').filter(({ effect }) => effect !== 'reads')
  if (comes && ends !== undefined) return reverted(ends.flatMap(asCommand), by.pulls === true)
  const grown = grownVolumes(all, services)
  if (grown.length > 0)
    return {
      none: `${grown.map(({ claim }) => claim).join(', ')}: a claim can only grow, and the delivery would be refused a smaller one`,
    }
  const server = services.flatMap(name => {
    const [was, is] = [ground.was.service(name)?.runs.databaseServer, ground.is.service(name)?.runs.databaseServer]
    return was !== undefined && is !== undefined && major(was.version) !== major(is.version) ? [is] : []
  })
  if (server.length > 0)
    return {
      none: `no older version reads what ${server[0]?.product} ${server[0]?.version} has written: only a dump of before can be loaded into a new server`,
    }
  const back = reverted(apply, by.pulls === true)
  const kept = changesImage(changes) ? services.flatMap(name => heldOf(all, name)) : []
  if (kept.length === 0 || 'none' in back) return back
  return {
    ...back,
    how: `${back.how}; what the new version has written may be unreadable to the old one: ${kept.join(', ')}`,
  }
}

function changesImage(changes: readonly Change[]): boolean {
  return changes.some(({ path }) => path?.endsWith('.image') === true)
}

function major(version: string): string {
  return version.split('.')[0] ?? version
}

/** @param late after the root, which comes before something that is brought first */
function removal(
  ground: Ground,
  unit: Group,
  changes: readonly Change[],
  what: 'group' | 'objects',
  late = false,
): readonly Draft[] {
  const { key, by, cluster, group, services } = unit
  const steps = by.ends?.(cluster, group, key, what, unit.byItself) ?? []
  const named = { system: 'kubernetes', unit: key, services }
  const left = lostClaims(ground, services, changes)
  const claims = by.keepsClaims === true ? [] : left
  const kept = left.length > claims.length ? [`${left.join(', ')} stays with its data until somebody deletes it`] : []
  const unseen =
    late && by.access?.(cluster) !== undefined
      ? [
          `what is of a kind, or in a namespace, that nothing else in ${cluster.name} has, is no longer allowed there and stays: delete it with kubectl`,
        ]
      : []
  const lost = [...claims, ...lostServers(ground, unit, changes)]
  const back: WayBack =
    lost.length > 0
      ? { none: `${lost.join(', ')} is gone with its data: what was saved before is all there is` }
      : reverted(backRuns(ground, unit), by.pulls === true)
  if (what === 'group' && isDelivery(ground, unit))
    return [
      {
        ...{ ...named, id: `${key}#remove`, effect: 'destroys', stage: 'remove', changes },
        does: `ends what delivers to ${cluster.name}`,
        run: {
          kind: 'by-hand',
          what: `end ${by.group} ${group} in ${cluster.name} with kubectl, or with the cluster: it would end what carries the command out`,
        },
        notes: kept,
        interrupts: podsInterrupted(ground, services, changes),
        back: lost.length > 0 ? back : byGuide(by.pulls === true),
      },
    ]
  const whole =
    what === 'group' ? `ends ${by.group} ${group} with all its objects` : `ends what ${by.group} ${group} no longer has`
  if (steps.length > 0)
    return steps.map((step): Draft => {
      const isEnd = step.does === 'remove'
      const isPreview = step.effect === 'reads'
      return {
        ...{ ...named, id: step.id, run: step.run, effect: step.effect, stage: isPreview ? 'preview' : 'remove' },
        does: isEnd ? whole : `${isPreview ? 'shows' : 'prepares'} what goes with it from ${by.group} ${group}`,
        notes: [...(step.note === undefined ? [] : [step.note]), ...(isEnd ? [...kept, ...unseen] : [])],
        changes: isEnd ? changes : [],
        ...(isEnd && { interrupts: podsInterrupted(ground, services, changes) }),
        back: isEnd ? back : nothingChanged,
        after: step.after.map(id => ({
          ...{
            step: id,
            because: id.includes('#preview') ? 'what it takes is looked at first' : 'it is prepared first',
          },
        })),
      }
    })
  return [
    {
      ...{ ...named, id: `${key}#remove`, effect: 'destroys', stage: 'remove', changes, does: whole, back },
      run: by.whole?.apply(cluster) ?? { kind: 'by-hand', what: `end ${by.group} ${group} in ${cluster.name}` },
      notes: [...(by.whole === undefined ? [] : [by.whole.ends]), ...kept],
    },
  ]
}

/** Whether it is the delivery itself that goes. */
function isDelivery({ was }: Ground, { services, cluster }: Group): boolean {
  return services.some(name => was.service(name)?.runs.deliversTo === cluster.name)
}

/** What brings it again: the group that holds all others first. */
function backRuns(ground: Ground, unit: Group): readonly Command[] {
  const { by, cluster, key } = unit
  const root = by.root(cluster)
  const applies = (steps: readonly Step[]): readonly Command[] =>
    steps.flatMap(step => (step.does === 'apply' ? asCommand(step) : []))
  return [
    ...(root === undefined || !unit.goes
      ? []
      : applies(by.steps(cluster, root, rootKey(unit, root), by.byItself?.(cluster, { name: root })))),
    ...(operation(ground, `${key}#apply`) === undefined ? [] : applies(stepsOf(unit))),
  ]
}
