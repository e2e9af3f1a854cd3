import type { Estate } from '../estate.ts'
import type { Finding, Where } from '../findings.ts'
import type { Need, Needs } from '../needs.ts'
import type { Cluster, Host, Place } from '../place.ts'
import type { Port } from '../port.ts'
import type { ResolvedRoute } from '../resolved.ts'
import type { Service } from '../service.ts'
import { admit, wrongType } from '../shape/admit.ts'
import { listOf } from '../shape/rule.ts'
import { need } from '../shape/vocabulary.ts'
import { sourceFile } from './source.ts'

/** What the steps of `resolve` share: the estate, its indexes, and the findings so far. */
export interface Draft {
  readonly estate: Estate
  /** In the estate's order; of several that share a name the first, as in every index here. */
  readonly services: readonly Service[]
  readonly byName: ReadonlyMap<string, Service>
  readonly hosts: ReadonlyMap<string, Host>
  readonly clusters: ReadonlyMap<string, Cluster>
  /** Each service's needs, read once. */
  readonly needs: ReadonlyMap<Service, Needs>
  /** What is not part of the estate because it is not what its type says; a finding tells of each. */
  readonly refused: ReadonlySet<unknown>
  /** Routes of each service; filled by the routing step. */
  readonly routesOf: Map<string, ResolvedRoute[]>
  readonly findings: Finding[]
}

export function startDraft(given: Estate): Draft {
  const { estate, refused, findings: found } = admit(given)
  const findings = [...found]
  const byName = firstByName(estate.services)
  const draft: Draft = {
    estate,
    services: [...byName.values()],
    byName,
    hosts: firstByName(estate.hosts),
    clusters: firstByName(estate.clusters),
    needs: new Map(estate.services.map(service => [service, readNeeds(estate, service, findings)])),
    refused,
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
    const needs: unknown = service.props.needs?.() ?? []
    findings.push(...listOf(need)(needs, 'needs').map(each => wrongType(whereIs(estate, service), each)))
    return Array.isArray(needs) ? needs.filter((each): each is Need => need(each, '').length === 0) : []
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
