import type { Way } from '../domain.ts'
import type { Where } from '../findings.ts'
import type { Place } from '../place.ts'
import type { Port } from '../port.ts'
import type { Address, ResolvedRoute } from '../resolved.ts'
import type { StatedService } from '../state/stated.ts'
import { localAddressOf } from '../workload.ts'
import { onlyWay, routesBy } from './domains.ts'
import { type Draft, hostOf, portOf, samePlace } from './draft.ts'

/**
 * How a consumer at a place reaches a port of a provider; `undefined` when no way leads there.
 *
 * In the same cluster or on the same host directly; from a machine that may reach only tagged endpoints over the
 * tailnet; else through the private proxy, then the tailnet; last over the local network, which no managed machine has.
 */
export function addressFor(
  draft: Draft,
  from: Place,
  provider: StatedService,
  portName: string,
  path?: string,
): Address | undefined {
  const port = portOf(provider, portName)
  if (port === undefined) return undefined
  const { workload } = provider
  if (samePlace(from, workload.at)) return neighbour(workload.at, provider, portName, port)
  const identity = hostOf(draft, from)?.tailnet
  const restricted = identity?.by === 'tags' && identity.reaches !== undefined
  const routes = (draft.routesOf.get(provider.name) ?? []).filter(route => route.port === portName)
  const inside = inTailnet(draft, from)
  const narrow = restricted && inside ? routes.find(route => carries(route, path)) : undefined
  const overTailnet = narrow ?? (inside ? routes.find(isWhole) : undefined)
  const overOps = routes.find(route => isOpenOps(route) && reachesProxy(draft, from, route))
  const chosen = restricted ? overTailnet : (overOps ?? overTailnet)
  return chosen === undefined ? overLan(draft, from, provider, portName) : routed(chosen)
}

/** A name of the private proxy that programs get through: a login in front keeps them out. */
function isOpenOps({ kind, ops }: ResolvedRoute): boolean {
  return kind === 'ops' && ops?.loginInFront !== true
}

/** A way in of the tailnet that carries whatever is asked for. */
function isWhole({ kind, paths }: ResolvedRoute): boolean {
  return kind === 'tailnet' && paths === undefined
}

/** One that carries little, and the path that is asked for. */
function carries({ paths = [] }: ResolvedRoute, path: string | undefined): boolean {
  return path !== undefined && paths.some(each => path === each || path.startsWith(`${each}/`))
}

/** A port of a provider through one of its ways in; `undefined` when it has none of that kind. */
export function routeAddress(
  draft: Draft,
  provider: StatedService,
  portName: string,
  where: Where,
  via: Way,
): Address | undefined {
  const route = onlyWay(
    draft,
    where,
    routesBy(draft, provider.name, via).filter(
      each => each.port === portName && each.paths === undefined && !each.ops?.loginInFront,
    ),
  )
  return route === undefined ? undefined : routed(route)
}

/** A way in as a program at a place uses it that must know it by its name; `undefined` where it leads nowhere from there. */
export function issuerAddress(draft: Draft, from: Place, route: ResolvedRoute): Address | undefined {
  const isReached = route.kind === 'tailnet' ? inTailnet(draft, from) : reachesProxy(draft, from, route)
  return route.kind === 'public' || isReached ? routed(route) : undefined
}

/** Where a domain's proxy connects to for a route: the tailnet endpoint where there is one, else the service itself. */
export function backendFor(
  draft: Draft,
  proxyAt: Place | undefined,
  provider: StatedService,
  portName: string,
): Address | undefined {
  const port = portOf(provider, portName)
  if (port === undefined || proxyAt === undefined) return undefined
  const { at } = provider.workload
  if (samePlace(proxyAt, at)) return neighbour(at, provider, portName, port)
  const tailnet = inTailnet(draft, proxyAt)
    ? draft.routesOf.get(provider.name)?.find(route => isWhole(route) && route.port === portName)
    : undefined
  return tailnet === undefined ? overLan(draft, proxyAt, provider, portName) : routed(tailnet)
}

/** Whether a place is part of the tailnet: its host is, or an operator brings its pods there. */
export function inTailnet(draft: Draft, place: Place): boolean {
  const ofCluster = place.kind === 'cluster' ? draft.clusters.get(place.name)?.tailnet : undefined
  return ofCluster !== undefined || hostOf(draft, place)?.tailnet !== undefined
}

/** A managed machine stands in its platform's network, where no neighbour is ours. */
function inLan(draft: Draft, place: Place): boolean {
  return hostOf(draft, place)?.platform !== 'managed'
}

/** Whether a place reaches the proxy of a name; who serves it by nobody is a finding of its own. */
function reachesProxy(draft: Draft, from: Place, { domain }: ResolvedRoute): boolean {
  const at = draft.proxies.get(domain)?.workload.at
  if (at === undefined || hostOf(draft, from) === hostOf(draft, at)) return true
  return (inTailnet(draft, from) && inTailnet(draft, at)) || (inLan(draft, from) && inLan(draft, at))
}

/** How whatever runs at the place of a service reaches a port of it. */
export function neighbour(at: Place, provider: StatedService, portName: string, port: Port): Address {
  const { address, addresses } = provider.workload
  const pattern = addresses?.[portName] ?? address ?? (at.kind === 'host' ? 'localhost' : '*')
  return direct(port, named(pattern, provider.name), port.port, at.kind === 'host' ? 'local' : 'cluster')
}

/** An address pattern with the service's name in it. */
export function named(pattern: string, service: string): string {
  return pattern.replace('*', service)
}

/** A pod resolves no local names, so it takes the address; a host takes the name. */
function overLan(draft: Draft, from: Place, provider: StatedService, portName: string): Address | undefined {
  const { at } = provider.workload
  const host = hostOf(draft, at)
  const port = portOf(provider, portName)
  if (host === undefined || port === undefined) return undefined
  const lan = localAddressOf(provider.workload.lan, portName)
  if (lan?.on === 'address')
    return inLan(draft, from) && inLan(draft, at) ? direct(port, lan.address, port.port, 'lan') : undefined
  const onNode = at.kind === 'cluster'
  const number = onNode && lan === undefined ? port.nodePort : port.port
  if (number === undefined) return undefined
  if (onNode && hostOf(draft, from)?.name === host.name) return direct(port, 'localhost', number, 'local')
  if (!inLan(draft, from) || !inLan(draft, at)) return undefined
  const name = from.kind === 'cluster' ? host.lanAddress : (host.lanName ?? host.lanAddress)
  return name === undefined ? undefined : direct(port, name, number, 'lan')
}

function direct(port: Port, host: string, number: number, via: Address['via']): Address {
  return { scheme: port.protocol, host, port: number, url: `${port.protocol}://${host}:${number}`, via }
}

function routed(route: ResolvedRoute): Address {
  const scheme = route.protocol
  return { scheme, host: route.hostname, port: route.listen, url: route.url, via: route.kind }
}
