import { present } from '@homelab/formats/present'
import { kindOfDomain, type NamedDomain } from '../domain.ts'
import type { Finding, Where } from '../findings.ts'
import type { Person } from '../person.ts'
import type { Cluster, Host, Place } from '../place.ts'
import type { Port } from '../port.ts'
import type { ResolvedRoute } from '../resolved.ts'
import type { Stated, StatedService } from '../state/stated.ts'
import type { Share } from '../storage.ts'

/** What the steps of `resolve` share: what was stated, its indexes, and the findings so far. */
export interface Draft {
  readonly stated: Stated
  /** In the estate's order; of several that share a name the first, as in every index here. */
  readonly services: readonly StatedService[]
  readonly byName: ReadonlyMap<string, StatedService>
  readonly hosts: ReadonlyMap<string, Host>
  readonly clusters: ReadonlyMap<string, Cluster>
  readonly shares: ReadonlyMap<string, Share>
  readonly people: ReadonlyMap<string, Person>
  readonly domains: readonly NamedDomain[]
  /** The names of the domains that each service serves, and the service that serves each; filled by the step of domains. */
  readonly serves: Map<string, readonly string[]>
  readonly proxies: Map<string, StatedService>
  /** Routes of each service; filled by the routing step. */
  readonly routesOf: Map<string, ResolvedRoute[]>
  readonly findings: Finding[]
}

export function startDraft(stated: Stated): Draft {
  const byName = firstByName(stated.services)
  return {
    stated,
    services: [...byName.values()],
    byName,
    hosts: firstByName(stated.hosts),
    clusters: firstByName(stated.clusters),
    shares: firstByName(stated.shares),
    people: firstByName(stated.people),
    domains: namedDomains(stated),
    serves: new Map(),
    proxies: new Map(),
    routesOf: new Map(),
    findings: [],
  }
}

/** One whose kind is not what its name asks for is taken for what the name says; that is a finding. */
function namedDomains({ domains }: Stated): readonly NamedDomain[] {
  return Object.entries(domains).flatMap(([name, domain]) =>
    domain === undefined ? [] : [{ ...domain, name, kind: kindOfDomain(name) }],
  )
}

/** Where a finding about a service is. */
export function whereIs({ name, file }: StatedService, path?: string): Where {
  return { subject: name, ...present({ path }), file }
}

/** The port's record, or `undefined` where a route or probe names a port that is not there. */
export function portOf({ ports }: StatedService, name: string): Port | undefined {
  return Object.hasOwn(ports, name) ? ports[name] : undefined
}

/** The host on which a place stands: itself, or the host of the cluster. */
export function hostOf(draft: Draft, place: Place): Host | undefined {
  const name = place.kind === 'host' ? place.name : draft.clusters.get(place.name)?.on
  return name === undefined ? undefined : draft.hosts.get(name)
}

export function samePlace(a: Place, b: Place): boolean {
  return a.kind === b.kind && a.name === b.name
}

export function arrayOf<T>(value: T | readonly T[] | undefined): readonly T[] {
  if (value === undefined) return []
  return Array.isArray(value) ? value : [value as T]
}

function firstByName<T extends { readonly name: string }>(items: readonly T[]): Map<string, T> {
  const map = new Map<string, T>()
  for (const item of items) if (!map.has(item.name)) map.set(item.name, item)
  return map
}
