/** What holds of every plan, asked of both estates alone: nothing here knows the rules that put steps in an order. */
import { repeats } from '@homelab/changes'
import { type Change, type Flow, lookup, type Resolved } from '@homelab/estate/model'
import { type Plan, type PlannedStep, runText } from '@homelab/plan'

/** What is wrong with a plan, a line each. */
export function unsound(plan: Plan, changes: readonly Change[], before: Resolved, after: Resolved): readonly string[] {
  const asked: Asked = { plan, changes, before, after, at: placesOf(plan) }
  return checks.flatMap(check => check(asked))
}

interface Asked {
  readonly plan: Plan
  readonly changes: readonly Change[]
  readonly before: Resolved
  readonly after: Resolved
  readonly at: (id: string) => number
}

function placesOf({ steps }: Plan): (id: string) => number {
  const places = new Map(steps.map(({ id }, index) => [id, index]))
  return id => places.get(id) ?? Number.NaN
}

const checks: readonly ((asked: Asked) => readonly string[])[] = [
  // Each step once, and after all that it names.
  ({ plan, at }) => [
    ...(new Set(plan.steps.map(({ id }) => id)).size === plan.steps.length ? [] : ['an id twice']),
    ...plan.steps.flatMap(step =>
      step.after
        .filter(({ step: first }) => !(at(first) < at(step.id)))
        .map(({ step: first }) => `${step.id} is not after ${first}`),
    ),
  ],
  // Each with a way back, or a reason why there is none.
  ({ plan }) =>
    plan.steps
      .filter(({ back }) => ('none' in back ? back.none : back.how).trim() === '')
      .map(({ id }) => `${id}: no word on the way back`),
  // Whoever is to see a status is shown one.
  ({ plan }) =>
    plan.steps.flatMap(({ id, watch }) =>
      watch.flatMap(one => {
        if (one.by !== 'command' || one.run.words[0] !== 'curl' || !/^\d{3}\b/.test(one.expect)) return []
        const status = one.run.words[one.run.words.indexOf('--write-out') + 1]
        return status === '%{http_code}\\n' ? [] : [`${id}: no status is shown by ${runText(one.run)}`]
      }),
    ),
  // Every danger is carried, or somebody says why nobody has to.
  ({ plan, changes }) => {
    const carried = new Set(
      plan.steps.flatMap(({ dangers }) => dangers.map(({ danger, subject }) => `${danger} ${subject}`)),
    )
    const said = new Set(plan.without.map(({ what }) => what))
    return changes
      .filter(change => change.kind !== 'moved' && !repeats(change))
      .flatMap(({ danger, subject }) => (danger === undefined || danger === 'cosmetic' ? [] : [`${danger} ${subject}`]))
      .filter(text => !carried.has(text) && !said.has(text))
      .map(text => `nobody carries: ${text}`)
  },
  // What is in a cluster and no longer rendered is taken away by a step, and nothing else is, but what can't be changed in place.
  ({ plan, changes }) => {
    // What stays in the cluster by its own word is no danger.
    const objects = changes.filter(
      ({ system, read, path, kind, danger, subject, file }) =>
        system === 'kubernetes' &&
        subject !== file &&
        read === 'fields' &&
        path === undefined &&
        kind === 'removed' &&
        danger !== 'cosmetic',
    )
    const [gone, refused] = [objects, changes.filter(each => each.refused === true)].map(
      all => new Set(all.map(({ subject }) => subject)),
    )
    const taken = plan.steps.flatMap(({ id, takes }) => takes.map(object => ({ id, object })))
    return [
      ...[...(gone ?? [])]
        .filter(object => !taken.some(each => each.object === object))
        .map(object => `nobody takes ${object} away`),
      ...taken
        .filter(({ object }) => gone?.has(object) !== true && refused?.has(object) !== true)
        .map(({ id, object }) => `${id} takes ${object}, which stays`),
    ]
  },
  // A preview stands before what it shows.
  ({ plan, at }) =>
    plan.steps
      .filter(({ id }) => id.endsWith('#apply') && at(id.replace('#apply', '#preview')) > at(id))
      .map(({ id }) => `${id} is applied before it is previewed`),
  // Argo CD reads what was pushed, and its root first; what is held of it is held before, and let go when all is done.
  ({ plan, at }) =>
    plan.steps
      .filter(step => runText(step.run).startsWith('argocd ') && !step.id.endsWith('#hold'))
      .filter(step => !(at('repository#push') < at(step.id)))
      .map(({ id }) => `${id} reads what was not pushed`),
  ({ plan, at }) =>
    plan.steps
      .filter(({ id }) => id.endsWith('#hold') && !(at(id) < at('repository#push')))
      .map(({ id }) => `${id} comes when it was pushed`),
  ({ plan, at }) =>
    plan.steps
      .filter(({ id }) => id.endsWith('#let-go'))
      .flatMap(({ id }) =>
        plan.steps.filter(other => /\/application\/.*#(apply|remove)$/.test(other.id) && at(other.id) > at(id)),
      )
      .map(({ id }) => `${id} is brought after what holds it was let go`),
  ({ plan, at }) =>
    plan.steps
      .filter(({ id }) => /\/application\/.*#apply$/.test(id) && id !== rootOf(plan) && !(at(rootOf(plan)) < at(id)))
      .map(({ id }) => `${id} stands before the root`),
  secretsThere,
  tagsOwned,
  providersThere,
  nothingReadIsGone,
  namesServed,
  dataSaved,
]

/** The Application that holds all others is of no service. */
function rootOf({ steps }: Plan): string {
  return (
    steps.find(({ id, services }) => applying.test(id) && id.includes('/application/') && services.length === 0)?.id ??
    ''
  )
}

function stepsOf({ plan }: Asked, service: string, does: RegExp): readonly PlannedStep[] {
  return plan.steps.filter(({ id, services }) => services.includes(service) && does.test(id))
}

const applying = /\/(application|role|app)\/.*#apply$/
const ending = /\/(application|role|app|unit)\/.*#(remove|stop)/

function secretsThere(asked: Asked): readonly string[] {
  const { plan, after, at } = asked
  return plan.steps
    .filter(({ id }) => id.endsWith('#put'))
    .flatMap(({ id }) => {
      const [, vault, item, field] = id.replace('#put', '').split('/')
      const readers = after.services.filter(({ secrets }) =>
        secrets.some(each => each.vault === vault && each.item === item && each.field === field),
      )
      return readers
        .flatMap(({ name }) => stepsOf(asked, name, applying))
        .filter(step => at(step.id) < at(id))
        .map(step => `${step.id} reads what ${id} puts there later`)
    })
}

function tagsOwned(asked: Asked): readonly string[] {
  const { plan, before, after, at } = asked
  const allow = plan.steps.find(({ id }) => /^cluster\/.*\/operator#allow$/.test(id))?.id ?? ''
  const known = new Set(before.routes.flatMap(({ tags }) => tags))
  return after.routes.flatMap(({ service, tags }) =>
    tags.some(tag => !known.has(tag))
      ? stepsOf(asked, service, applying)
          .filter(({ id }) => !(at(allow) < at(id)) || at('tailnet#apply') > at(allow))
          .map(({ id }) => `${id} gives a tag that the operator does not own`)
      : [],
  )
}

/** A flow by a private name goes through what carries it. */
function endsOf(resolved: Resolved, { to, address }: Flow): readonly string[] {
  const find = lookup(resolved)
  const route = find.routesOf(to).find(({ kind, hostname }) => kind === 'ops' && hostname === address.host)
  const proxy = route && address.via === 'ops' ? find.proxyOf(route)?.name : undefined
  return [to, ...(proxy === undefined ? [] : [proxy])]
}

function isSame(one: Flow, two: Flow): boolean {
  return one.from === two.from && one.to === two.to && one.port === two.port && one.address.url === two.address.url
}

const real: ReadonlySet<string> = new Set(['need', 'database', 'route'])

function providersThere(asked: Asked): readonly string[] {
  const { before, after, at } = asked
  const fresh = after.flows.filter(flow => real.has(flow.origin) && !before.flows.some(old => isSame(old, flow)))
  // Two that wait for each other can't both come first.
  const reaches = (from: string, to: string, seen: readonly string[] = []): boolean =>
    fresh
      .filter(flow => flow.from === from)
      .flatMap(flow => endsOf(after, flow))
      .some(end => !seen.includes(end) && (end === to || reaches(end, to, [...seen, end])))
  return fresh
    .filter(({ from, to }) => !reaches(to, from))
    .flatMap(({ from, to }) =>
      stepsOf(asked, to, applying).flatMap(first =>
        stepsOf(asked, from, applying)
          .filter(next => next.id !== first.id && at(next.id) < at(first.id))
          .map(next => `${next.id} asks for what ${first.id} brings later`),
      ),
    )
}

/** What ends is used by nobody who is changed, or ended, later. */
function nothingReadIsGone(asked: Asked): readonly string[] {
  const { plan, before, after, at } = asked
  return before.flows
    .filter(flow => real.has(flow.origin) && !after.flows.some(now => isSame(now, flow)))
    .flatMap(({ from, to }) => {
      const ends = stepsOf(asked, to, ending)
      const users = plan.steps.filter(
        ({ id, services }) => services.includes(from) && applying.test(id) && !services.includes(to),
      )
      return ends.flatMap(end =>
        users.filter(user => at(end.id) < at(user.id)).map(user => `${end.id} ends what ${user.id} leaves later`),
      )
    })
}

function namesServed(asked: Asked): readonly string[] {
  const { before, after, at } = asked
  const known = new Set(before.routes.map(({ url }) => url))
  const came = after.routes.filter(({ kind, url }) => kind === 'public' && !known.has(url))
  if (came.length === 0) return []
  return after.services
    .filter(({ serves }) => serves.includes('public'))
    .flatMap(({ name }) => stepsOf(asked, name, applying))
    .filter(({ id }) => at('dns#apply') < at(id))
    .map(({ id }) => `records lead to names that ${id} serves later`)
}

function dataSaved({ plan, before, after, at }: Asked): readonly string[] {
  const lost = plan.steps.filter(({ dangers }) =>
    dangers.some(({ danger, subject }) => danger === 'destroys' && subject.startsWith('PersistentVolumeClaim ')),
  )
  const unsavedClaims = lost
    .filter(
      ({ id, services }) =>
        !plan.steps.some(
          each =>
            each.id.endsWith('#save') && services.some(name => each.services.includes(name)) && at(each.id) < at(id),
        ),
    )
    .map(({ id }) => `${id} destroys what was not saved`)
  const servers = new Set(after.services.map(({ name }) => name))
  const dropped = before.databases
    .filter(
      ({ name, server }) =>
        servers.has(server) && !after.databases.some(each => each.name === name && each.server === server),
    )
    .filter(({ name, server }) => !(at(`database/${server}/${name}#save`) < at(`database/${server}/${name}#drop`)))
    .map(({ name }) => `database ${name} is dropped, and was not saved`)
  return [...unsavedClaims, ...dropped]
}
