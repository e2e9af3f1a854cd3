import type { Estate } from '../estate.ts'
import type { Finding, Where } from '../findings.ts'
import type { Needs } from '../needs.ts'
import type { Cluster, Host, Place } from '../place.ts'
import type { Port } from '../port.ts'
import type { ResolvedRoute } from '../resolved.ts'
import type { Service } from '../service.ts'
import { sourceFile } from './source.ts'

/** What the steps of `resolve` share: the estate, its indexes, and the findings so far. */
export interface Draft {
  readonly estate: Estate
  readonly byName: ReadonlyMap<string, Service>
  readonly hosts: ReadonlyMap<string, Host>
  readonly clusters: ReadonlyMap<string, Cluster>
  /** Each service's needs, read once. */
  readonly needs: ReadonlyMap<Service, Needs>
  /** Routes of each service; filled by the routing step. */
  readonly routesOf: Map<string, ResolvedRoute[]>
  readonly findings: Finding[]
}

export function startDraft(estate: Estate): Draft {
  const findings: Finding[] = []
  const draft: Draft = {
    estate,
    byName: firstByName(estate.services),
    hosts: firstByName(estate.hosts),
    clusters: firstByName(estate.clusters),
    needs: new Map(estate.services.map(service => [service, readNeeds(estate, service, findings)])),
    routesOf: new Map(),
    findings,
  }
  return draft
}

/** Where a finding about a service is. */
export function whereIs(estate: Estate, service: Service, path?: string): Where {
  const file = sourceFile(estate.declaredIn, service.declaredIn)
  return { subject: service.name, ...(path === undefined ? {} : { path }), file }
}

/** The port's record, or `undefined` where a route or probe names a port that is not there. */
export function portOf(service: Service, name: string): Port | undefined {
  return Object.hasOwn(service.ports, name) ? service.ports[name] : undefined
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

/** Types are stripped at run time, so a thunk may still refer to what is not there. */
function readNeeds(estate: Estate, service: Service, findings: Finding[]): Needs {
  try {
    return service.props.needs?.() ?? []
  } catch (error) {
    findings.push({
      code: 'failed-import',
      where: whereIs(estate, service, 'needs'),
      problem: `its needs cannot be read: ${error instanceof Error ? error.message : String(error)}`,
      mend: 'refer only to services that are imported and exported',
    })
    return []
  }
}
