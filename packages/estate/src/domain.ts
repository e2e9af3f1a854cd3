import { present } from '@homelab/formats/present'
import { made } from './made.ts'
/** The three ways in. `tailnet`: names that the tailnet serves; `ops`: a private reverse proxy; `public`: the internet. */
export type RouteKind = 'tailnet' | 'ops' | 'public'

export const routeKinds: readonly RouteKind[] = ['tailnet', 'ops', 'public']

export interface Domain {
  readonly kind: RouteKind
  /** Host names are `LABEL.SUFFIX`. */
  readonly suffix: string
  /** The DNS zone that holds its records, where the estate owns one. */
  readonly zone?: string
}

/** The estate's domains: at most one a kind. */
export interface Domains {
  readonly tailnet?: Domain
  readonly ops?: Domain
  readonly public?: Domain
}

/**
 * A domain that names of services stand below, one for each way in.
 *
 * @param zone the DNS zone that holds its records, where the estate owns one
 * @example domain('ops', 'ops.example.org', 'example.org')
 */
export function domain(kind: RouteKind, suffix: string, zone?: string): Domain {
  return made({ kind, suffix, ...present({ zone }) })
}
