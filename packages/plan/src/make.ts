import { repeats } from '@homelab/changes'
import type { Change, Part, Resolved } from '@homelab/estate/model'
import { present } from '@homelab/formats/present'
import type { Draft } from './draft.ts'
import { draftsOf } from './drafts/index.ts'
import { type Alerting, type Ground, groundOf } from './ground.ts'
import type { Before, CarriedDanger, Interruption, Plan, PlannedStep } from './model.ts'
import { type Drafted, drafted, type Edge, type OrderRule } from './order/edges.ts'
import { asked, type Group, heldUnits, type SaidEdge } from './order/held.ts'
import { beforePush } from './order/rules/deliveries.ts'
import { rules } from './order/rules/index.ts'
import { sorted } from './order/sort.ts'
import { testsOf } from './tests.ts'
import { type Unit, unitsOf } from './units.ts'
import { withoutSteps } from './without.ts'

/**
 * The rollout of a change, in the order in which it is done. Pure.
 *
 * @param before what is stated and runs now
 * @param after what is stated and will run
 * @param alerts what tells that a step went wrong
 */
export function plan(
  changes: readonly Change[],
  before: Resolved,
  after: Resolved,
  parts: readonly Part[],
  alerts: readonly Alerting[] = [],
): Plan {
  return planBy(rules, changes, before, after, parts, alerts)
}

/** The same by other rules. */
export function planBy(
  order: readonly OrderRule[],
  ...[changes, before, after, parts, alerts = []]: Parameters<typeof plan>
): Plan {
  const rolled = changes.filter(change => !repeats(change))
  const { left } = unitsOf(groundOf(rolled, before, after, parts, alerts))
  const idle = new Set(left.filter(({ danger, kind }) => danger === 'cosmetic' || kind === 'moved'))
  // What only moved or looks otherwise is brought where something is delivered: a page is not.
  const told = rolled.filter(change => !idle.has(change))
  return planOf(order, groundOf(told, before, after, parts, alerts), changes)
}

/** By these rules; `changes` are all that there are. */
function planOf(order: readonly OrderRule[], ground: Ground, changes: readonly Change[]): Plan {
  const { units, left } = unitsOf(ground)
  const asPushed = draftedBy(order, ground, units, left)
  const held = heldUnits(asPushed.all, asPushed.said)
  const holding = units.map(unit => (unit.kind === 'group' && held.has(unit) ? asked(unit) : unit))
  const { all, said, drafts } = held.size === 0 ? asPushed : draftedBy(order, ground, holding, left, [...held])
  const edges = [...said, ...beforePush(all, said)]
  const { order: listed, kept, left: against } = sorted(drafts, edges, rankIn(ground))
  const steps = listed.map(draft => stepOf(draft, kept, against))
  return { steps, tests: testsOf(ground, steps, units), without: withoutSteps(ground, changes, drafts) }
}

/** Every step, and why one comes before another. */
function draftedBy(
  order: readonly OrderRule[],
  ground: Ground,
  units: readonly Unit[],
  left: readonly Change[],
  held: readonly Group[] = [],
): { readonly all: Drafted; readonly drafts: readonly Draft[]; readonly said: readonly SaidEdge[] } {
  const drafts = carryingAll(ground, draftsOf(ground, units, left, held))
  const all = drafted(ground, units, drafts)
  const said = order.flatMap(({ edges, mild }) => edges(all).map(edge => ({ ...edge, ...present({ mild }) })))
  return { all, drafts, said }
}

/** What is read of estates, and of no file, is brought by the step that does it. */
function carryingAll(ground: Ground, drafts: readonly Draft[]): readonly Draft[] {
  const carried = new Set(drafts.flatMap(({ changes }) => changes))
  const left = ground.changes.filter(change => !carried.has(change))
  const found = Map.groupBy(left, change => carrierOf(ground, change, drafts))
  return drafts.map(draft => ({ ...draft, changes: [...draft.changes, ...(found.get(draft) ?? [])] }))
}

function carrierOf(
  { is, was }: Ground,
  { system, kind, service, subject }: Change,
  drafts: readonly Draft[],
): Draft | undefined {
  const at = (unit: string | undefined, ...stages: readonly Draft['stage'][]): Draft | undefined =>
    drafts.find(draft => draft.unit === unit && stages.includes(draft.stage))
  const of = (name: string | undefined, ...stages: readonly Draft['stage'][]): Draft | undefined =>
    drafts.find(
      draft =>
        name !== undefined && draft.unit !== undefined && draft.services.includes(name) && stages.includes(draft.stage),
    )
  if (system === 'exposure') {
    const proxy = [...is.serving('public'), ...was.serving('public')][0]?.name
    const record = kind === 'added' ? at('dns', 'apply') : undefined
    return record ?? of(proxy, 'apply') ?? of(service, 'apply', 'remove')
  }
  if (system === 'access') {
    const proxies = [is, was].flatMap(find =>
      find.routesOf(service ?? '').flatMap(route => find.proxyOf(route)?.name ?? []),
    )
    return proxies.map(name => of(name, 'apply')).find(each => each !== undefined) ?? of(service, 'apply')
  }
  if (system === 'backups') {
    const saver = drafts.find(
      draft =>
        draft.unit !== undefined &&
        draft.stage === 'apply' &&
        draft.services.some(name => is.service(name)?.backsUp !== undefined),
    )
    return subject.startsWith('repository ')
      ? of(service, 'apply', 'stop', 'remove')
      : (saver ?? of(service, 'apply', 'remove', 'stop'))
  }
  if (system === 'database') {
    const [server] = subject.split('/')
    return of(server, 'apply') ?? of(service, 'apply')
  }
  // A new endpoint comes with what it leads to.
  if (system === 'tailnet') return of(service, 'apply') ?? at('tailnet', 'apply')
  return of(service, 'apply', 'remove', 'stop')
}

/** Steps that have nothing to do with each other: what must be there first, then services in the order in which they start. */
function rankIn({ after, before }: Ground): (draft: Draft, against: readonly Edge[]) => number {
  const starts = [...new Set([...after.startOrder, ...before.startOrder])]
  const systems = ['secrets', 'backups', 'tailnet', 'repository', 'kubernetes', 'ansible', 'public-proxy', 'dns']
  return ({ stage, system, services, unit }, against) => {
    // What ends an interruption comes as early as it can.
    const isAwaited = against.some(({ first, otherwise }) => otherwise !== undefined && first === `${unit}#apply`)
    const at = isAwaited ? 0 : Math.max(0, ...services.map(name => starts.indexOf(name) + 1))
    const isLate = ['carry', 'invite', 'stop', 'remove', 'drop', 'forget', 'let-go', 'check'].indexOf(stage) + 1
    const place = systems.indexOf(system)
    // What holds the others is of no service.
    const isRoot = system === 'kubernetes' && services.length === 0 && unit !== undefined
    return isLate * 1e6 + (place < 0 ? systems.length : place) * 1e4 + (isRoot ? 0 : at + 1)
  }
}

function stepOf(draft: Draft, kept: readonly Edge[], against: readonly Edge[]): PlannedStep {
  const { id, system, does, run, effect, services, back, watch = [], interrupts = [], notes = [], changes } = draft
  const after = new Map<string, Before>()
  for (const { first, next, because } of kept)
    if (next === id && !after.has(first)) after.set(first, { step: first, because })
  const broken = against.filter(({ next, otherwise }) => next === id && otherwise !== undefined)
  const costs = broken.flatMap(({ first, otherwise }): readonly Interruption[] =>
    otherwise === undefined
      ? []
      : [{ who: otherwise.who, what: otherwise.what, lasts: `until ${first}`, until: first }],
  )
  const spared = broken.flatMap(({ otherwise }) => otherwise?.spared ?? [])
  return {
    ...{ id, system, does, run, effect, services, watch, back },
    notes: distinct([...notes, ...spared]),
    interrupts: distinct([...interrupts, ...costs]),
    dangers: distinct(changes.flatMap(dangerOf)),
    takes: distinct(takenBy(draft)),
    after: [...after.values()],
  }
}

/** What is recreated goes first, by a step of its own. */
function takenBy({ system, stage, changes }: Draft): readonly string[] {
  if (system !== 'kubernetes' || (stage !== 'remove' && stage !== 'release')) return []
  // An alert or a dashboard is a part of its object, and values of a chart are none.
  const objects = changes.filter(
    ({ system: of, read, subject, file }) => of === 'kubernetes' && read === 'fields' && subject !== file,
  )
  return objects
    .filter(({ kind, path }) => stage === 'release' || (kind === 'removed' && path === undefined))
    .map(({ subject }) => subject)
}

function dangerOf({ danger, subject, why }: Change): readonly CarriedDanger[] {
  return danger === undefined || danger === 'cosmetic' ? [] : [{ danger, subject, ...present({ why }) }]
}

function distinct<T>(all: readonly T[]): readonly T[] {
  return [...new Map(all.map(one => [JSON.stringify(one), one])).values()]
}
