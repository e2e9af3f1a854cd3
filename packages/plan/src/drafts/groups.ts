import type { Change, Command } from '@homelab/estate/model'
import { asCommand, command, mise, nothingChanged, reverted, runText } from '../commands.ts'
import type { Draft } from '../draft.ts'
import { type Ground, operation } from '../ground.ts'
import { podsInterrupted } from '../interrupts.ts'
import type { WayBack } from '../model.ts'
import type { Unit } from '../units.ts'
import { alertsQuiet, routesAnswer } from '../watch.ts'
import { grownVolumes, heldOf, lostClaims } from './held.ts'
import { previewOf } from './preview.ts'
import { isRefused, releases } from './recreate.ts'

type Group = Extract<Unit, { readonly kind: 'group' }>

/** What is pushed, the group that holds the others, and each group: shown, applied, and rid of what left it. */
export function groupDrafts(ground: Ground, units: readonly Unit[]): readonly Draft[] {
  const groups = units.filter(unit => unit.kind === 'group')
  return [...pushed(groups), ...roots(groups), ...groups.flatMap(unit => [...ofGroup(ground, unit)])]
}

function pushed(groups: readonly Group[]): readonly Draft[] {
  const pulled = groups.filter(({ by }) => by.pulls === true)
  const [first] = pulled
  const held = [...new Set(pulled.flatMap(({ by, cluster }) => by.holds?.(cluster) ?? []).map(runText))]
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
        ...(held.length === 0
          ? ['nothing is synced by it']
          : held.map(
              hold => `what it brings is applied without being asked; to do it step by step, hold it before: ${hold}`,
            )),
      ],
    },
  ]
}

/** The group that holds all others knows what is new of them; where none of them changed it shows that. */
function roots(groups: readonly Group[]): readonly Draft[] {
  return [...Map.groupBy(groups, ({ cluster }) => cluster.name).values()].flatMap(all => {
    const [{ cluster, by } = { cluster: undefined, by: undefined }] = all
    const root = cluster && by?.root(cluster)
    if (cluster === undefined || by === undefined || root === undefined || all.some(({ group }) => group === root))
      return []
    const to = rootKey(all[0] as Group, root)
    const isChanged = all.some(({ changes }) => changes.some(change => isGroupObject(by.groupKind, change)))
    const ends = all.some(({ goes }) => goes)
    return by.steps(cluster, root, to).flatMap((step): readonly Draft[] => {
      if (step.does !== 'apply' && !(step.does === 'preview' && isChanged)) return []
      const isApply = step.does === 'apply'
      return [
        {
          ...{
            id: step.id,
            system: 'kubernetes',
            run: step.run,
            effect: step.effect,
            services: [],
            changes: [],
            unit: to,
          },
          stage: isApply ? 'apply' : 'preview',
          does: isApply
            ? `brings the ${by.group}s themselves${isChanged ? '' : ', of which none changed'}`
            : `shows what changes in the ${by.group}s themselves`,
          back: isApply ? reverted(asCommand(step), by.pulls === true) : nothingChanged,
          ...(isApply &&
            ends && { notes: [`what left the estate stays until its own step: the command may end with 1 for that`] }),
          after: step.after.map(id => ({ step: id, because: 'what it does is looked at first' })),
        },
      ]
    })
  })
}

function rootKey({ cluster, by }: Group, root: string): string {
  return `${cluster.name}/${by.word}/${root}`
}

function isGroupObject(kind: string | undefined, { subject }: Pick<Change, 'subject'>): boolean {
  return kind !== undefined && subject.startsWith(`${kind} `)
}

function ofGroup(ground: Ground, unit: Group): readonly Draft[] {
  const { changes, by, goes, cluster, group, key } = unit
  if (goes) return removal(ground, unit, changes, 'group')
  // Where nothing has to be done for them, they go when the group is brought.
  const ends = by.ends?.(cluster, group, key, 'objects') ?? []
  const gone = ends.length === 0 ? [] : changes.filter(change => isGone(by.groupKind, change))
  const kept = changes.filter(change => !gone.includes(change))
  const refused = kept.filter(change => isRefused(change))
  const rest = kept.filter(change => !refused.includes(change))
  return [
    ...(kept.length === 0 ? [] : applied(ground, unit, rest, gone.length > 0)),
    ...releases(ground, unit, refused),
    ...(gone.length === 0 ? [] : removal(ground, unit, gone, 'objects')),
  ]
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
  const apply = operation(ground, `${key}#apply`)
  const named = { system: 'kubernetes', unit: key, services }
  const preview = previewOf(operation(ground, `${key}#preview`), named, `shows what changes in ${by.group} ${group}`)
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
      interrupts: podsInterrupted(ground, services, changes),
      back: backOf(ground, unit, apply === undefined ? [] : asCommand(apply), changes),
      ...(leaves && { notes: ['what it no longer has stays until it is pruned: the command may end with 1 for that'] }),
      after: preview.after,
    },
  ]
}

function settledOf({ by, group }: Group): NonNullable<Draft['watch']> {
  return by.settled === undefined
    ? []
    : [{ by: 'command', run: by.settled([group]), expect: 'no operation runs, and all is healthy' }]
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
  const ends = by.ends?.(cluster, group, key, 'group').filter(({ does }) => does === 'remove')
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

function removal(ground: Ground, unit: Group, changes: readonly Change[], what: 'group' | 'objects'): readonly Draft[] {
  const { key, by, cluster, group, services } = unit
  const steps = by.ends?.(cluster, group, key, what) ?? []
  const named = { system: 'kubernetes', unit: key, services }
  const left = lostClaims(ground, services, changes)
  const claims = by.keepsClaims === true ? [] : left
  const kept = left.length > claims.length ? [`${left.join(', ')} stays with its data until somebody deletes it`] : []
  const back: WayBack =
    claims.length > 0
      ? { none: `${claims.join(', ')} is gone with its data: what was saved before is all there is` }
      : reverted(backRuns(ground, unit), by.pulls === true)
  const whole =
    what === 'group' ? `ends ${by.group} ${group} with all its objects` : `ends what ${by.group} ${group} no longer has`
  if (steps.length > 0)
    return steps.map((step): Draft => {
      const isEnd = step.does === 'remove'
      const isPreview = step.effect === 'reads'
      return {
        ...{ ...named, id: step.id, run: step.run, effect: step.effect, stage: isPreview ? 'preview' : 'remove' },
        does: isEnd ? whole : `${isPreview ? 'shows' : 'prepares'} what goes with it from ${by.group} ${group}`,
        notes: [...(step.note === undefined ? [] : [step.note]), ...(isEnd ? kept : [])],
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

/** What brings it again: the group that holds all others first. */
function backRuns(ground: Ground, unit: Group): readonly Command[] {
  const { by, cluster, group, key } = unit
  const root = by.root(cluster)
  const applies = (name: string, to: string): readonly Command[] =>
    by.steps(cluster, name, to).flatMap(step => (step.does === 'apply' ? asCommand(step) : []))
  return [
    ...(root === undefined || !unit.goes ? [] : applies(root, rootKey(unit, root))),
    ...(operation(ground, `${key}#apply`) === undefined ? [] : applies(group, key)),
  ]
}
