import { type Change, known, type Lookup, type ResolvedRoute, type Step } from '@homelab/estate/model'
import { asCommand, mise, revert, reverted } from '../commands.ts'
import type { Draft } from '../draft.ts'
import { type Ground, operation } from '../ground.ts'
import { comingRoutes, goneRoutes, namesEnd, unitsInterrupted, usersOf } from '../interrupts.ts'
import type { WayBack } from '../model.ts'
import type { Unit } from '../units.ts'
import { alertsQuiet, probeOf, routesAnswer } from '../watch.ts'
import { previewOf } from './preview.ts'

type Role = Extract<Unit, { readonly kind: 'role' }>

/** What roles set up, and what no role is left to end. */
export function roleDrafts(ground: Ground, units: readonly Unit[]): readonly Draft[] {
  return units
    .filter(unit => unit.kind === 'role')
    .flatMap(unit => (unit.goes ? ended(ground, unit) : [...played(ground, unit), ...unitsGone(ground, unit)]))
}

function played(ground: Ground, unit: Role): readonly Draft[] {
  const { key, role, host, services, changes, comes } = unit
  const apply = operation(ground, `${key}#apply`)
  const came = comingRoutes(ground, ['ops']).filter(carriedBy(ground.is, services))
  const gone = goneRoutes(ground, ['ops']).filter(carriedBy(ground.was, services))
  const named = { system: 'ansible', unit: key, services }
  const preview = previewOf(
    operation(ground, `${key}#preview`),
    named,
    `shows what role ${role} would change on ${host}`,
  )
  return [
    ...preview.drafts,
    {
      ...{ ...named, id: apply?.id ?? `${key}#apply`, effect: 'changes', stage: 'apply', changes },
      run: apply?.run ?? { kind: 'by-hand', what: `play role ${role} on ${host}` },
      does: `${comes ? 'sets up' : 'plays'} role ${role} on ${host}`,
      watch: [
        { by: 'command', run: mise('services-check', '--only', services.join(',')), expect: 'all is up' },
        ...routesAnswer(ground, services),
        ...alertsQuiet(ground, services),
        ...came.flatMap(route => {
          const service = ground.is.service(route.service)
          return service === undefined ? [] : probeOf(service, route)
        }),
      ],
      interrupts: [...unitsInterrupted(ground, services, changes), ...namesEnd(gone)],
      back: comes ? endedAgain(ground, unit) : reverted(apply === undefined ? [] : asCommand(apply), false),
      after: preview.after,
    },
  ]
}

/** Whether a route is one of those that a proxy among these services carries. */
function carriedBy({ proxyOf }: Lookup, services: readonly string[]): (route: ResolvedRoute) => boolean {
  return route => services.includes(proxyOf(route)?.name ?? '')
}

/** No role would end what it set up. */
function endedAgain({ after }: Ground, { services }: Role): WayBack {
  const own = after.services.filter(({ name }) => services.includes(name))
  const steps = own.flatMap(({ runs }) => runs.operations.filter(({ does }) => does === 'stop' || does === 'remove'))
  return {
    how: 'end what it started, and take the commit back; what else it installed stays',
    run: [...steps.flatMap(asCommand), revert],
  }
}

/** What a host keeps of a service that left, or of units that its role no longer knows; names end with their proxy. */
function ended(ground: Ground, unit: Role): readonly Draft[] {
  const gone = namesEnd(goneRoutes(ground, ['ops']).filter(carriedBy(ground.was, unit.services)))
  const drafts = endedUnits(ground, unit, unit.changes, () => true)
  return drafts.map((draft, index) =>
    index === 0 ? { ...draft, interrupts: [...(draft.interrupts ?? []), ...gone] } : draft,
  )
}

function unitsGone(ground: Ground, unit: Role): readonly Draft[] {
  const kept = new Set(
    unit.services.flatMap(name => known(ground.is.service(name)?.runs.units ?? []).map(({ id }) => id)),
  )
  const gone = unit.services.flatMap(name =>
    known(ground.was.service(name)?.runs.units ?? []).filter(({ id }) => !kept.has(id)),
  )
  return gone.length === 0 ? [] : endedUnits(ground, unit, [], id => gone.some(each => each.id === id))
}

function endedUnits(
  ground: Ground,
  { key, services, role, host }: Role,
  changes: readonly Change[],
  isGone: (unit: string) => boolean,
): readonly Draft[] {
  const again = operation(ground, `${key}#apply`)
  const back = reverted(again === undefined ? [] : asCommand(again), false)
  const own = services.flatMap(name => ground.was.service(name) ?? [])
  const steps = own.flatMap(({ runs }) =>
    runs.operations.filter(({ does, to }) => (does === 'stop' || does === 'remove') && isGone(to)),
  )
  const chain = (step: Step): Draft['after'] => {
    const index = steps.indexOf(step)
    const previous = steps[index - 1]
    return previous === undefined ? [] : [{ step: previous.id, because: 'it is ended before what makes it known goes' }]
  }
  if (steps.length === 0 && changes.length > 0)
    return [
      {
        ...{
          id: `${key}#remove`,
          system: 'ansible',
          unit: key,
          services,
          changes,
          effect: 'destroys',
          stage: 'remove',
        },
        does: `ends what role ${role} set up on ${host}`,
        run: { kind: 'by-hand', what: `remove what role ${role} installed on ${host}: no role is left that would` },
        back,
      },
    ]
  return steps.map((step, index): Draft => {
    const isStop = step.does === 'stop'
    return {
      ...{ id: step.id, system: 'ansible', unit: key, services, run: step.run, effect: step.effect },
      stage: isStop ? 'stop' : 'remove',
      changes: index === 0 ? changes : [],
      does: isStop ? `ends ${step.to}, which no role does any more` : `removes what made ${step.to} known to ${host}`,
      ...(isStop && {
        interrupts: services.map(name => ({
          who: [name, ...usersOf(ground, name)],
          what: `${name} ends on ${host}`,
          lasts: 'for good',
        })),
      }),
      back,
      ...(step.note !== undefined && { notes: [step.note] }),
      after: chain(step) ?? [],
    }
  })
}
