import { present } from '@homelab/formats/present'
import { made } from './made.ts'

/** The three ways in. `tailnet`: names that the tailnet serves; `ops`: a private reverse proxy; `public`: the internet. */
export type RouteKind = 'tailnet' | 'ops' | 'public'

export const routeKinds: readonly RouteKind[] = ['tailnet', 'ops', 'public']

export interface Domain<K extends RouteKind = RouteKind> {
  readonly kind: K
  /** Host names are `LABEL.SUFFIX`. */
  readonly suffix: string
  /** The DNS zone that holds its records, where the estate owns one. */
  readonly zone?: string
}

/**
 * The estate's domains by name: one of each kind, which is called like it, and further private ones, of kind `ops`.
 * See docs/decisions/0057-several-private-domains.md.
 *
 * @example { ops: domain('ops', 'ops.example.org', 'example.org'), lab: domain('ops', 'lab.example.org', 'example.org') }
 */
export interface Domains {
  readonly tailnet?: Domain<'tailnet'>
  readonly ops?: Domain<'ops'>
  readonly public?: Domain<'public'>
  readonly [further: string]: Domain | undefined
}

/** A domain with the name that the estate gives it. */
export interface NamedDomain extends Domain {
  readonly name: string
}

/**
 * By which of its ways in a service is meant: those of a kind, or of one private domain, by its name. One who has ways in of
 * several says which.
 *
 * @example { domain: 'lab' }
 */
export type Way = RouteKind | InDomain

export interface InDomain {
  readonly domain: string
}

/**
 * A domain that names of services stand below.
 *
 * @param zone the DNS zone that holds its records, where the estate owns one
 * @example domain('ops', 'ops.example.org', 'example.org')
 */
export function domain<K extends RouteKind>(kind: K, suffix: string, zone?: string): Domain<K> {
  return made({ kind, suffix, ...present({ zone }) })
}

/** The kind that a domain of this name has. */
export function kindOfDomain(name: string): RouteKind {
  return routeKinds.find(kind => kind === name) ?? 'ops'
}
