/** What must be true when all is done. */
import { changeText } from '@homelab/changes'
import type { Change, ResolvedService } from '@homelab/estate/model'
import { runText, typed } from './commands.ts'
import type { Ground } from './ground.ts'
import { comingRoutes, goneRoutes, madeAnew } from './interrupts.ts'
import type { PlannedStep, PlannedTest } from './model.ts'
import { comingFlows } from './order/flows.ts'
import type { Unit } from './units.ts'
import { probeOf, reachWatched } from './watch.ts'

export function testsOf(ground: Ground, steps: readonly PlannedStep[], units: readonly Unit[]): readonly PlannedTest[] {
  if (steps.length === 0) return []
  const services = [...new Set(steps.flatMap(step => step.services))].flatMap(name => ground.is.service(name) ?? [])
  const all = [
    ...previews(ground, steps, units),
    ...reach(ground),
    ...flowsGoOn(ground),
    ...answers(ground, services),
    ...dashboards(services),
    { expect: 'all is up', by: 'mise run services-check' },
  ]
  return [...new Map(all.map(test => [`${test.expect}\t${test.by}`, test])).values()]
}

const MANY = 6

/** Each preview shows what was rendered otherwise, and nothing else: what else it shows was changed by hand. */
function previews(ground: Ground, steps: readonly PlannedStep[], units: readonly Unit[]): readonly PlannedTest[] {
  const unseen = madeAnew(ground)
  return units.flatMap(unit => {
    const { key, changes, goes } = unit
    // One of the same name may come elsewhere.
    const preview = goes ? undefined : steps.find(({ id }) => id === `${key}#preview`)
    if (preview === undefined) return []
    const own = changes.filter(({ read, subject }) => read !== 'estate' && !isOfRoot(unit, subject))
    if (own.length === 0) return []
    const subjects = Map.groupBy(
      own.filter(({ subject }) => !unseen.has(subject)),
      ({ subject }) => subject,
    )
    const texts = [...subjects].flatMap(([subject, all]) => shownAs(subject, all))
    const more = texts.length - MANY
    const shown = more > 0 ? [...texts.slice(0, MANY), `${more} more, which the diff shows`] : texts
    const all = shown.length === 0 ? 'shows nothing' : `shows ${shown.join('; ')}, and nothing else`
    return [{ expect: all, by: typed(preview.run, ground.after) }]
  })
}

/** What a group is stands in the one that holds all others. */
function isOfRoot(unit: Unit, subject: string): boolean {
  return unit.kind === 'group' && unit.by.groupKind !== undefined && subject.startsWith(`${unit.by.groupKind} `)
}

/** Fields of one object by their number, where they are many. */
function shownAs(subject: string, changes: readonly Change[]): readonly string[] {
  const texts = [...new Set(changes.map(fieldText))]
  return texts.length > FEW ? [`${subject}: ${texts.length} fields`] : texts
}

const FEW = 3

function fieldText(change: Change): string {
  const { subject, path, kind } = change
  if (path === undefined) return `${subject} ${kind}`
  return kind === 'changed' ? changeText(change, 60) : `${subject}: ${path} ${kind}`
}

function reach({ changes }: Ground): readonly PlannedTest[] {
  return reachWatched(changes).flatMap(watch => {
    if (watch.by !== 'command') return []
    const said = changes
      .filter(({ system, read }) => system === 'tailnet' && read === 'estate')
      .map(({ subject }) => subject)
    const source = watch.run.words.at(-1)
    return said
      .filter(
        subject =>
          typeof source === 'string' &&
          subject
            .split(/ (?:gains|loses) /)[0]
            ?.split(', ')
            .includes(source) === true,
      )
      .map(expect => ({ expect, by: runText(watch.run) }))
  })
}

/** What asks elsewhere than before, and gets the same. */
function flowsGoOn(ground: Ground): readonly PlannedTest[] {
  return comingFlows(ground)
    .filter(({ origin, from, to }) => origin !== 'route' && ground.was.flowsFrom(from).some(flow => flow.to === to))
    .map(({ from, to, why, address }) => {
      const shown = [from, to]
        .flatMap(name => ground.is.service(name)?.dashboards ?? [])
        .map(({ short }) => `dashboard ${short}`)
      const expect = `${from} ${why} (${to}, now at ${address.url}), which goes on without a gap`
      return { expect, by: [...new Set(shown), `mise run services-check --only ${from},${to}`].join(', ') }
    })
}

/** Public names of all whom it concerns, and names that come and go. */
function answers(ground: Ground, services: readonly ResolvedService[]): readonly PlannedTest[] {
  const concerned = new Set(services.map(({ name }) => name))
  const serving = services.some(({ serves }) => serves.includes('public'))
  const came = comingRoutes(ground, ['public', 'ops'])
  const asked = ground.after.routes.filter(
    route => came.includes(route) || (route.kind === 'public' && (serving || concerned.has(route.service))),
  )
  return [
    ...asked.flatMap(route => {
      const service = ground.is.service(route.service)
      return (service === undefined ? [] : probeOf(service, route)).flatMap(watch =>
        watch.by === 'probe' ? [{ expect: `${watch.url} ${watch.expect}`, by: `curl --head ${watch.url}` }] : [],
      )
    }),
    ...goneRoutes(ground, ['public', 'ops'])
      .filter(({ protocol }) => protocol === 'https')
      .map(({ url }) => ({ expect: `${url} no longer answers`, by: `curl --head ${url}` })),
  ]
}

function dashboards(services: readonly ResolvedService[]): readonly PlannedTest[] {
  return services.flatMap(({ name, dashboards: own }) =>
    own.map(({ short }) => ({ expect: `${name} shows on its dashboard as before`, by: `dashboard ${short}` })),
  )
}
