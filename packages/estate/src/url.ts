import type { RouteKind, Way } from './domain.ts'
import { made } from './made.ts'

/** A URL of the service itself, put in by `resolve`: a service's file never writes its own address. */
export interface OwnUrl {
  readonly kind: 'own-url'
  readonly route: RouteKind
  /** Of the private domain of this name. */
  readonly domain?: string
  /** Appended as it is: `''` or `/`. */
  readonly path: string
  /** `url`: scheme and host name; `hostname`: the host name alone. */
  readonly part: 'url' | 'hostname'
}

/** What is said of an address; `scheme` begins one of a protocol that is no HTTP: `redis`. */
export type AddressPart = 'url' | 'host' | 'port' | { readonly scheme: string; readonly path?: `/${string}` }

/** The address of a port of the service itself as its own pods reach it, put in by `resolve`. */
export interface OwnPort {
  readonly kind: 'own-port'
  /** By the name that the service gives it. */
  readonly port: string
  readonly part: AddressPart
}

/**
 * Where other pods of this service answer: for a server with a cache of its own.
 *
 * @example ownPort('redis', { scheme: 'redis', path: '/0' })
 */
export function ownPort(port: string, part: AddressPart): OwnPort {
  return made({ kind: 'own-port', port, part })
}

/**
 * The address under which a way in leads to this service.
 *
 * @example ownUrl('ops', '/')
 * @example ownUrl({ domain: 'lab' })
 */
export function ownUrl(way: Way, path = ''): OwnUrl {
  return made({ kind: 'own-url', ...routeOf(way), path, part: 'url' })
}

/** The host name alone. */
export function ownHostname(way: Way): OwnUrl {
  return made({ kind: 'own-url', ...routeOf(way), path: '', part: 'hostname' })
}

function routeOf(way: Way): Pick<OwnUrl, 'route' | 'domain'> {
  return typeof way === 'string' ? { route: way } : { route: 'ops', domain: way.domain }
}
