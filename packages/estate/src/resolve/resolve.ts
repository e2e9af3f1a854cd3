import { present } from '@homelab/formats/present'
import { checkEstate } from '../checks/checks.ts'
import { checkClusterLabel } from '../checks/cluster-label.ts'
import { checkHiddenCharacters } from '../checks/hidden-characters.ts'
import { checkUnknownOptions } from '../checks/unknown-options.ts'
import { withDeliveryNames } from '../dependence.ts'
import type { Finding } from '../findings.ts'
import type { Part } from '../part.ts'
import type { ResolvedTailnet, ResolvedWithWorkloads } from '../resolved.ts'
import { ofPolicy } from '../state/references.ts'
import type { Stated } from '../state/stated.ts'
import { resolveBackups } from './backups.ts'
import { collect } from './collect.ts'
import { resolveDatabases } from './databases.ts'
import { documentationOf } from './documentation.ts'
import { nameDomains } from './domains.ts'
import { type Draft, startDraft } from './draft.ts'
import { neededFlows } from './flows.ts'
import { loginFlows, resolveLogins } from './logins.ts'
import { estateOperations } from './operations.ts'
import { resolveWaits, startOrder } from './order.ts'
import { putBack } from './put-back.ts'
import { connectRoutes, nameRoutes, proxyFlows, tagRoutes } from './routes.ts'
import { addRuns } from './runs.ts'
import { resolveService } from './services.ts'
import { thingsOf } from './things.ts'
import { resolveTiles } from './tiles.ts'

/**
 * Computes names, URLs, flows and indexes once, and checks them. What is stated may have gone through JSON, and may be of
 * another day: nothing but its text counts. Never throws for what `state` gives: whatever is wrong is a finding in the
 * result, beside those of `state`.
 *
 * @param parts what services are made of: how each kind of workload runs
 */
export function resolve(stated: Stated, parts: readonly Part[]): ResolvedWithWorkloads {
  const draft = startDraft(stated)
  nameDomains(draft)
  nameRoutes(draft)
  const connected = connectRoutes(draft)
  const known = stated.services.map(service => resolveService(draft, service))
  const { databases, roles } = resolveDatabases(draft)
  const logins = resolveLogins(
    draft,
    known.map(({ record }) => record),
  )
  const { scrapes, outsideProbes, flows: collected } = collect(draft)
  const { tiles, flows: shown } = resolveTiles(draft)
  const flows = [...neededFlows(draft), ...loginFlows(draft), ...proxyFlows(draft, connected), ...collected, ...shown]
  const order = startOrder(draft)
  const documentation = documentationOf(draft)
  const routes = tagRoutes(draft, connected, flows)
  const services = known.map(({ record, workload }) => ({ ...record, workload }))
  const clusters = withDeliveryNames(stated.clusters)
  const running = addRuns(
    services,
    parts,
    { ...stated, clusters, routes, flows, scrapes, databases, roles, logins, tiles },
    draft.findings,
  )
  const resolved: ResolvedWithWorkloads = {
    name: stated.name,
    title: stated.title,
    file: stated.file,
    domains: draft.domains,
    hosts: stated.hosts,
    clusters,
    vaults: stated.vaults,
    people: stated.people,
    shares: stated.shares,
    services: running,
    routes,
    flows,
    databases,
    roles,
    logins,
    scrapes,
    tiles,
    outsideProbes,
    backups: resolveBackups(running, databases, stated.shares),
    ...present({ documentation }),
    ...inFiles(draft),
    waits: resolveWaits(draft),
    operations: estateOperations({ ...stated, services: running }),
    startOrder: order,
    acceptances: [
      ...(stated.accepts ?? []),
      ...draft.services.flatMap(s => (s.accepts ?? []).map(own => ({ subject: s.name, ...own }))),
    ],
    adoptions: draft.services.flatMap(({ name, adopts }) => (adopts === undefined ? [] : [{ service: name, adopts }])),
    differences: [
      ...(stated.differences ?? []),
      ...draft.services.flatMap(s => (s.differences ?? []).map(own => ({ ...own, service: s.name }))),
    ],
    findings: [],
    parts,
  }
  const schedules = known.map(({ record, schedules: found }) => ({ service: record, found }))
  let findings: readonly Finding[] | undefined
  return {
    ...eachOnce(resolved),
    // Whoever compares two estates never asks.
    get findings() {
      findings ??= [
        ...draft.findings,
        ...checkHiddenCharacters(stated),
        ...checkUnknownOptions(stated, parts),
        ...checkClusterLabel(stated),
        ...checkEstate(resolved, schedules),
      ]
      return findings
    },
  }
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

/** The parts of an estate that have a file of their own, as far as it has them. */
function inFiles(draft: Draft): Pick<ResolvedWithWorkloads, 'tailnet' | 'tailnetStack' | 'dns'> {
  const { tailnet, tailnetStack, dns } = draft.stated
  return {
    ...(tailnet !== undefined && { tailnet: fileLast(putBack<ResolvedTailnet>(tailnet, ofPolicy, thingsOf(draft))) }),
    ...(tailnetStack !== undefined && { tailnetStack: fileLast(tailnetStack) }),
    ...(dns !== undefined && { dns: fileLast(dns) }),
  }
}

/** Where readers of what is resolved have always found it. */
function fileLast<T extends { readonly file: string }>({
  file,
  ...rest
}: T): Omit<T, 'file'> & { readonly file: string } {
  return { ...rest, file }
}
