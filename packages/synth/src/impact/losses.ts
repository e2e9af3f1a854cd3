import {
  deliveredIn,
  delivererIn,
  known,
  lookup,
  needsStore,
  ownImages,
  ownRepositories,
  type Resolved,
  type ResolvedService,
  storesIn,
} from '@homelab/estate/model'
import type { Fall } from './fall.ts'
import type { Fallen, Lost } from './impact.ts'
import { isWithoutRepository, repositoryOf } from './repository.ts'

type Clauses = readonly string[]

/** What still runs, and can't do any more what it needs others for. */
export function degraded(resolved: Resolved, fall: Fall): readonly Lost[] {
  return alive(resolved, fall, service => [
    ...needed(resolved, service, fall),
    ...(isWithoutRepository(resolved, service, fall)
      ? [`keeps its backups on ${repositoryOf(resolved, service)?.on}`]
      : []),
    ...namesLost(resolved, service, fall),
  ])
}

/** What goes on as it is, until it is started again or changed. */
export function hitLater(resolved: Resolved, fall: Fall): readonly Lost[] {
  const items = fall.fell.filter(({ kind }) => kind === 'item')
  return alive(resolved, fall, service => [
    ...items.flatMap(item => keeps(service, item)),
    ...waiting(resolved, service, fall),
    ...undelivered(resolved, service, fall),
    ...unread(resolved, service, fall),
    ...unfetched(resolved, service, fall),
  ])
}

/** What a service keeps where it fell, and what it mounts where a share did, may be stated nowhere. */
export function unknownOf(resolved: Resolved, fall: Fall): readonly Lost[] {
  const kept = resolved.services
    .filter(({ name, runs }) => fall.isTaken(name) && runs.volumes === 'unknown')
    .map(({ name }) => ({
      service: name,
      what: ['what it keeps is stated nowhere: whether there is a copy, nobody knows'],
    }))
  return [...kept, ...mountsUnknown(resolved, fall)]
}

function mountsUnknown(resolved: Resolved, fall: Fall): readonly Lost[] {
  const used = new Set(
    resolved.services.flatMap(({ shares, backsUp }) => [...shares, backsUp?.share].map(share => share?.name)),
  )
  const orphans = resolved.shares.filter(({ name }) => fall.hasShare(name) && !used.has(name))
  if (orphans.length === 0) return []
  const names = orphans.map(({ host, name }) => `${host}:${name}`).join(', ')
  return alive(resolved, fall, ({ external }) =>
    external ? [`what it mounts is stated nowhere, and nobody says who uses ${names}`] : [],
  )
}

function alive(
  resolved: Resolved,
  { stopped }: Fall,
  clausesOf: (service: ResolvedService) => Clauses,
): readonly Lost[] {
  return resolved.services.flatMap(service => {
    if (stopped(service.name)) return []
    const what = [...new Set(clausesOf(service))]
    return what.length === 0 ? [] : [{ service: service.name, what }]
  })
}

function needed(resolved: Resolved, { name }: ResolvedService, fall: Fall): Clauses {
  return lookup(resolved)
    .flowsFrom(name)
    .filter(flow => (flow.origin === 'need' || flow.origin === 'database') && fall.isBroken(flow))
    .map(({ why, to, address }) => `${why} (${fall.stopped(to) ? to : `${to}, by ${address.host}`})`)
}

/** A service that stops has no names to lose, and one whose proxy asks for it loses none of the others. */
function namesLost(resolved: Resolved, { name }: ResolvedService, fall: Fall): Clauses {
  const lost = lookup(resolved)
    .routesOf(name)
    .flatMap(route => {
      const why = fall.leadsNowhere(route)
      return why === undefined ? [] : [{ hostname: route.hostname, why }]
    })
  return [...Map.groupBy(lost, ({ why }) => why)].map(
    ([why, all]) => `is not reached as ${[...new Set(all.map(({ hostname }) => hostname))].join(', ')}: ${why}`,
  )
}

/** A secret's value is where it was brought; a new one does not come. */
function keeps({ secrets, runs }: ResolvedService, item: Extract<Fallen, { name: string }>): Clauses {
  const isOf = (secret: { readonly item: string; readonly vault: string }): boolean =>
    item.kind === 'item' && secret.item === item.name && secret.vault === item.vault
  if (!secrets.some(isOf)) return []
  const places = known(runs.delivered).flatMap(delivered => {
    if (delivered.to === 'secret')
      return Object.values(delivered.from).some(isOf) ? [`Secret ${delivered.namespace}/${delivered.name}`] : []
    return delivered.to === 'host' && isOf(delivered.secret)
      ? delivered.paths.map(path => `${delivered.host}:${path}`)
      : []
  })
  const where = places.length === 0 ? '' : ` in ${[...new Set(places)].join(', ')}`
  return [`keeps what it has of ${item.name}${where}, and gets nothing new`]
}

function waiting({ waits, databases }: Resolved, { name }: ResolvedService, { stopped }: Fall): Clauses {
  return waits
    .filter(({ from, to }) => from === name && stopped(to))
    .filter(({ to }) => !databases.some(({ service, server }) => service === name && server === to))
    .map(({ to, why }) => `does not restart without ${to}: ${why}`)
}

/** Its cluster is there, and what brings changes to it is not. */
function undelivered(resolved: Resolved, { name, at }: ResolvedService, { stopped }: Fall): Clauses {
  const deliverer = at.kind === 'cluster' ? delivererIn(resolved, at.name) : undefined
  const isHit = deliverer !== undefined && stopped(deliverer.name) && deliveredIn(resolved, at.name).includes(name)
  return isHit ? [`is not changed: ${deliverer.name} brings its changes`] : []
}

/** What is read of an address that the estate answers itself. */
function unread(resolved: Resolved, { name, runs }: ResolvedService, fall: Fall): Clauses {
  const isAway = ({ route }: { readonly route: Parameters<Fall['leadsNowhere']>[0] }): boolean =>
    fall.stopped(route.service) || fall.leadsNowhere(route) !== undefined
  const repositories = runs.deliversTo === undefined ? [] : ownRepositories(resolved).filter(isAway)
  const images = ownImages(resolved).filter(own => own.users.includes(name) && isAway(own))
  return [
    ...[...new Set(repositories.map(({ route }) => route.hostname))].map(
      host => `delivers no change: it reads them from ${host}`,
    ),
    ...images.map(({ what }) => `does not start where a node has to pull ${what}`),
  ]
}

/** Secrets come by a store, which is away, or can't ask. */
function unfetched(resolved: Resolved, service: ResolvedService, fall: Fall): Clauses {
  if (service.at.kind !== 'cluster' || !needsStore(service)) return []
  const away = storesIn(resolved).filter(store => isOutOfReach(resolved, store, fall))
  return away.map(store => `gets no new secrets: ${store} is away, or what it asks`)
}

export function isOutOfReach(resolved: Resolved, store: string, fall: Fall): boolean {
  const asks = lookup(resolved).flowsFrom(store)
  const waits = resolved.waits.filter(({ from }) => from === store)
  return fall.stopped(store) || asks.some(flow => fall.isBroken(flow)) || waits.some(({ to }) => fall.stopped(to))
}
