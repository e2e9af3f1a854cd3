import type { RouteKind } from './domain.ts'
import { made } from './made.ts'

/** A URL of the service itself, put in by `resolve`: a service's file never writes its own address. */
export interface OwnUrl {
  readonly kind: 'own-url'
  readonly route: RouteKind
  /** Appended as it is: `''` or `/`. */
  readonly path: string
  /** `url`: scheme and host name; `hostname`: the host name alone. */
  readonly part: 'url' | 'hostname'
}

/** The address under which a way in leads to this service. */
export function ownUrl(route: RouteKind, path = ''): OwnUrl {
  return made({ kind: 'own-url', route, path, part: 'url' })
}

/** The host name alone. */
export function ownHostname(route: RouteKind): OwnUrl {
  return made({ kind: 'own-url', route, path: '', part: 'hostname' })
}
