import { checkEstate } from '../checks/checks.ts'
import type { Estate } from '../estate.ts'
import type { ResolvedWithWorkloads } from '../resolved.ts'
import { resolveBackups } from './backups.ts'
import { collect } from './collect.ts'
import { resolveDatabases } from './databases.ts'
import { documentationOf } from './documentation.ts'
import { startDraft } from './draft.ts'
import { neededFlows } from './flows.ts'
import { resolveWaits, startOrder } from './order.ts'
import { connectRoutes, nameRoutes, proxyFlows, tagRoutes } from './routes.ts'
import { addRuns } from './runs.ts'
import { resolveService } from './services.ts'
import { sourceFile } from './source.ts'

/**
 * Computes names, URLs, flows and indexes once, and checks them. Never throws for what an author can write: whatever is
 * wrong is a finding in the result.
 */
export function resolve(given: Estate): ResolvedWithWorkloads {
  const draft = startDraft(given)
  const { estate } = draft
  nameRoutes(draft)
  const connected = connectRoutes(draft)
  const known = estate.services.map(service => resolveService(draft, service))
  const { databases, roles } = resolveDatabases(draft)
  const { scrapes, outsideProbes, flows: collected } = collect(draft)
  const flows = [...neededFlows(draft), ...proxyFlows(draft, connected), ...collected]
  const order = startOrder(draft)
  const documentation = documentationOf(draft)
  const routes = tagRoutes(draft, connected, flows)
  const services = known.map(({ record, workload }) => ({ ...record, workload }))
  const resolved: ResolvedWithWorkloads = {
    name: estate.name,
    title: estate.title,
    file: sourceFile(estate.declaredIn, estate.declaredIn),
    domains: Object.values(estate.domains),
    hosts: estate.hosts,
    clusters: estate.clusters,
    vaults: estate.vaults,
    people: estate.people,
    shares: estate.shares,
    services: addRuns(services, estate.parts, { ...estate, routes, flows, databases, roles }),
    routes,
    flows,
    databases,
    roles,
    scrapes,
    outsideProbes,
    backups: resolveBackups(services, databases, estate.shares),
    ...(documentation === undefined ? {} : { documentation }),
    ...inFile(estate, 'tailnet'),
    ...inFile(estate, 'tailnetStack'),
    ...inFile(estate, 'dns'),
    waits: resolveWaits(draft),
    startOrder: order,
    acceptances: [
      ...(estate.accepts ?? []),
      ...draft.services.flatMap(s => (s.props.accepts ?? []).map(own => ({ subject: s.name, ...own }))),
    ],
    differences: [
      ...(estate.differences ?? []),
      ...draft.services.flatMap(s => (s.props.differences ?? []).map(own => ({ ...own, service: s.name }))),
    ],
    findings: [],
  }
  const schedules = known.map(({ record, schedules: found }) => ({ service: record, found }))
  return { ...eachOnce(resolved), findings: [...draft.findings, ...checkEstate(resolved, schedules)] }
}

/** What shares a name is one finding, and not a second one in every file that both would have. */
function eachOnce(resolved: ResolvedWithWorkloads): ResolvedWithWorkloads {
  const { services, hosts, clusters, people, databases, roles } = resolved
  const name = (of: { readonly name: string }): string => of.name
  const onServer = (of: { readonly server: string; readonly name: string }): string => `${of.server}/${of.name}`
  return {
    ...resolved,
    services: first(services, name),
    hosts: first(hosts, name),
    clusters: first(clusters, name),
    people: first(people, name),
    databases: first(databases, onServer),
    roles: first(roles, onServer),
  }
}

function first<T>(items: readonly T[], key: (item: T) => string): readonly T[] {
  return [...Map.groupBy(items, key).values()].flatMap(([one]) => (one === undefined ? [] : [one]))
}

/** A part of the estate that is declared in a file of its own; nothing where the estate has none. */
function inFile(estate: Estate, key: 'tailnet' | 'tailnetStack' | 'dns'): Partial<ResolvedWithWorkloads> {
  const part = estate[key]
  if (part === undefined) return {}
  const { declaredIn, ...props } = part
  return { [key]: { ...props, file: sourceFile(estate.declaredIn, declaredIn) } }
}
