import { type Finding, known, type ResolvedService } from '@homelab/estate/model'
import type { ToDeliver } from '../contract.ts'

type Groups = ReadonlyMap<string, ReadonlySet<string>>

interface Edge {
  readonly from: string
  readonly to: string
  /** Who says so. */
  readonly service: ResolvedService
}

/**
 * What each group waits for, by name: those of the services that its own wait for, and the definitions of its kinds. What nobody said
 * but must be there (the store of its Secrets, its namespace, its classes) comes first too, unless that closes a circle.
 */
export function orderOf(all: ToDeliver): Groups {
  const waits = new Map<string, Set<string>>()
  for (const edge of [...said(all), ...required(all)]) closedBy(waits, edge)
  return waits
}

/** Flux brings nothing of a circle, ever: https://fluxcd.io/flux/components/kustomize/kustomizations/#dependencies */
export function checkRound(all: ToDeliver): Finding[] {
  const waits = new Map<string, Set<string>>()
  // Services that wait for each other are a finding already.
  if (all.resolved.findings.some(({ code }) => code === 'start-cycle')) return []
  return said(all).flatMap((edge): readonly Finding[] => {
    const circle = closedBy(waits, edge)
    return circle === undefined ? [] : [round(edge, circle, all.cluster.name)]
  })
}

/** Adds what closes no circle; else the way back. */
function closedBy(waits: Map<string, Set<string>>, { from, to }: Edge): readonly string[] | undefined {
  if (from === to) return undefined
  const circle = wayOf(waits, to, from)
  if (circle === undefined) waits.set(from, (waits.get(from) ?? new Set()).add(to))
  return circle
}

function servicesOf({ members }: ToDeliver): readonly ResolvedService[] {
  return [...new Set(members.map(({ service }) => service))]
}

/** What the estate says. */
function said(all: ToDeliver): readonly Edge[] {
  const services = servicesOf(all)
  const byName = new Map(services.map(service => [service.name, service]))
  const definitions = services.flatMap(service =>
    groupsOf(service, 'definitions').flatMap(to =>
      groupsOf(service, 'workload', 'access', 'all').map((from): Edge => ({ from, to, service })),
    ),
  )
  const waits = all.resolved.waits.flatMap(({ from, to }) => {
    const [service, other] = [byName.get(from), byName.get(to)]
    return service === undefined || other === undefined ? [] : edges(service, other)
  })
  return [...definitions, ...waits]
}

/** What follows from what services need. */
function required(all: ToDeliver): readonly Edge[] {
  const services = servicesOf(all)
  return services.flatMap(service =>
    known(service.runs.requires).flatMap(each =>
      'name' in each
        ? services
            .filter(giver => giver !== service && gives(giver, each.kind, each.name))
            .flatMap(giver => edges(service, giver))
        : [],
    ),
  )
}

type Holds = 'definitions' | 'workload' | 'access' | 'all'

function groupsOf({ runs }: ResolvedService, ...holds: readonly Holds[]): readonly string[] {
  return runs.deliveries.flatMap(each => (each.by === 'delivery' && holds.includes(each.holds) ? [each.group] : []))
}

/** The ways to a service are none that others wait for. */
function edges(service: ResolvedService, other: ResolvedService): readonly Edge[] {
  return groupsOf(service, 'workload', 'access', 'all').flatMap(from =>
    groupsOf(other, 'definitions', 'workload', 'all').map(to => ({ from, to, service })),
  )
}

function gives({ runs }: ResolvedService, kind: string, name: string): boolean {
  return known(runs.provides).some(each => each.kind === kind && each.name === name)
}

/** From a group to one that it waits for, however far. */
function wayOf(waits: Groups, from: string, to: string): readonly string[] | undefined {
  const open: (readonly string[])[] = [[from]]
  const seen = new Set([from])
  for (let way = open.shift(); way !== undefined; way = open.shift()) {
    const last = way.at(-1) ?? from
    if (last === to) return way
    for (const next of waits.get(last) ?? []) {
      if (seen.has(next)) continue
      seen.add(next)
      open.push([...way, next])
    }
  }
  return undefined
}

function round({ from, service }: Edge, way: readonly string[], cluster: string): Finding {
  return {
    code: 'start-cycle',
    where: { subject: service.name, path: `application ${from}`, file: service.file },
    problem: `groups of ${cluster} wait for each other, and Flux brings none of them: ${[from, ...way].join(' -> ')}`,
    fix: 'give one of the services that share a group a group of its own',
  }
}
