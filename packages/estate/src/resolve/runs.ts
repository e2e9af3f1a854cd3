import { present } from '@homelab/formats/present'
import { deliveryOf } from '../delivery.ts'
import type { Finding } from '../findings.ts'
import type { Part } from '../part.ts'
import type { Cluster, Host } from '../place.ts'
import type {
  Flow,
  ResolvedDatabase,
  ResolvedLogin,
  ResolvedRole,
  ResolvedRoute,
  ResolvedTile,
  Scrape,
  ServiceWithWorkload,
} from '../resolved.ts'
import { join } from '../runs/join.ts'
import { type Mine, type WorkloadPart, workloadParts } from '../runs/part.ts'
import type { Runs } from '../runs/runs.ts'
import { unknownRuns } from '../runs/unknown.ts'
import type { Workload } from '../workload.ts'

/** What is known of all services, by which each is told what is its own. */
interface Known {
  readonly hosts: readonly Host[]
  readonly clusters: readonly Cluster[]
  readonly routes: readonly ResolvedRoute[]
  readonly flows: readonly Flow[]
  readonly scrapes: readonly Scrape[]
  readonly databases: readonly ResolvedDatabase[]
  readonly roles: readonly ResolvedRole[]
  readonly logins: readonly ResolvedLogin[]
  readonly tiles: readonly ResolvedTile[]
}

/** Each service with what runs of it: as its part says, which sees no other's. Then what joins them. */
export function addRuns(
  services: readonly Omit<ServiceWithWorkload, 'runs'>[],
  parts: readonly Part[],
  known: Known,
  findings: Finding[],
): readonly ServiceWithWorkload[] {
  const byKind = new Map(workloadParts.all(parts).flatMap(part => part.kinds.map(kind => [kind, part] as const)))
  const mineOf = ownOf(known, parts)
  const all = services.map(service => {
    const { workload, ...stated } = service
    const mine = mineOf(stated)
    const part = byKind.get(workload.kind)
    return { ...service, runs: tell(part, workload, mine, findings) }
  })
  return join(all)
}

/** What a part says; a workload that is not of its type, where nobody checks types, is a finding and no more. */
function tell(part: WorkloadPart | undefined, workload: Workload, mine: Mine, findings: Finding[]): Runs {
  if (part === undefined) return unknownRuns(workload.kind, mine)
  try {
    return part.runs(workload, mine)
  } catch (error) {
    findings.push({
      code: 'wrong-type',
      where: { subject: mine.service.name, path: 'workload', file: mine.service.file },
      problem: `it can't be told what runs: ${error instanceof Error ? error.message : String(error)}`,
      fix: 'check the types: something that the workload needs is not there',
    })
    return unknownRuns(workload.kind, mine)
  }
}

function ownOf(known: Known, parts: readonly Part[]): (service: Mine['service']) => Mine {
  const hosts = new Map(known.hosts.map(host => [host.name, host]))
  const clusters = new Map(known.clusters.map(cluster => [cluster.name, cluster]))
  const routes = Map.groupBy(known.routes, ({ service }) => service)
  const from = Map.groupBy(known.flows, flow => flow.from)
  const to = Map.groupBy(known.flows, flow => flow.to)
  const scrapes = Map.groupBy(known.scrapes, ({ service }) => service)
  const databases = Map.groupBy(known.databases, ({ service }) => service)
  const roles = Map.groupBy(known.roles, ({ service }) => service)
  const databasesOn = Map.groupBy(known.databases, ({ server }) => server)
  const logins = Map.groupBy(known.logins, ({ service }) => service)
  const loginsAt = Map.groupBy(known.logins, ({ provider }) => provider)
  const tilesAt = Map.groupBy(known.tiles, ({ by }) => by)
  const rolesOn = Map.groupBy(known.roles, ({ server }) => server)
  return service => {
    const { name, at } = service
    const host = at.kind === 'host' ? hosts.get(at.name) : undefined
    const cluster = at.kind === 'cluster' ? clusters.get(at.name) : undefined
    const delivery = cluster === undefined ? undefined : deliveryOf(parts, cluster)
    return {
      service,
      ...present({ host, cluster, delivery }),
      routes: routes.get(name) ?? [],
      flowsFrom: from.get(name) ?? [],
      flowsTo: to.get(name) ?? [],
      scrapes: scrapes.get(name) ?? [],
      databases: databases.get(name) ?? [],
      roles: roles.get(name) ?? [],
      databasesOn: databasesOn.get(name) ?? [],
      rolesOn: rolesOn.get(name) ?? [],
      logins: logins.get(name) ?? [],
      loginsAt: loginsAt.get(name) ?? [],
      tilesAt: tilesAt.get(name) ?? [],
      parts,
    }
  }
}
