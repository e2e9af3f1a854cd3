import { lookup } from './lookup.ts'
import { once } from './once.ts'
import type { Cluster } from './place.ts'
import type { Resolved, ResolvedRoute, ResolvedService } from './resolved.ts'
import { needsStore, storesIn } from './runs/stores.ts'

/** A service that stops working, or cannot be changed, without another. */
export interface Dependence {
  readonly from: string
  /** What it depends on. */
  readonly to: string
  /** `route`: it carries a name of it. `delivery`: it brings it to its cluster. `secrets`: it has Secrets from there. */
  readonly by: 'need' | 'database' | 'wait' | 'route' | 'delivery' | 'secrets'
}

/** Who depends on whom. Probes and scrapes are left out: a service lives without being watched. */
export const dependences = once((resolved): readonly Dependence[] => {
  const { services, routes, flows, waits, clusters } = resolved
  const needs = flows.flatMap(({ from, to, origin }): Dependence[] =>
    origin === 'need' || origin === 'database' ? [{ from, to, by: origin }] : [],
  )
  const waited = waits.map(({ from, to }): Dependence => ({ from, to, by: 'wait' }))
  const carriers = services.filter(({ serves }) => serves.length > 0)
  const carried = carriers.flatMap(service =>
    routes
      .filter(route => carries(resolved, service, route))
      .map((route): Dependence => ({ from: route.service, to: service.name, by: 'route' })),
  )
  const delivered = clusters.flatMap(({ name }) => {
    const deliverer = delivererIn(resolved, name)
    return deliverer === undefined
      ? []
      : deliveredIn(resolved, name).map((from): Dependence => ({ from, to: deliverer.name, by: 'delivery' }))
  })
  // Whatever has Secrets from the store needs what reads the vault for it.
  const stores = storesIn(resolved)
  const secrets = services
    .filter(service => isDelivered(service) && needsStore(service))
    .flatMap(({ name: from }) => stores.map((to): Dependence => ({ from, to, by: 'secrets' })))
  return [...needs, ...waited, ...carried, ...delivered, ...secrets]
})

/** For each service the names of all that stop working, or cannot be changed, without it: directly or through others. */
export function dependentsOf(resolved: Resolved): ReadonlyMap<string, ReadonlySet<string>> {
  const direct = new Map(
    [...Map.groupBy(dependences(resolved), ({ to }) => to)].map(
      ([to, all]) => [to, new Set(all.map(({ from }) => from))] as const,
    ),
  )
  const all = (name: string, seen: Set<string>): Set<string> => {
    for (const from of direct.get(name) ?? []) {
      if (seen.has(from)) continue
      seen.add(from)
      all(from, seen)
    }
    return seen
  }
  return new Map(resolved.services.map(({ name }) => [name, all(name, new Set())]))
}

/** Whether a service carries a route: of the tailnet's names each those of its own place. */
export function carries(
  resolved: Resolved,
  service: ResolvedService,
  { kind, domain, service: of }: ResolvedRoute,
): boolean {
  if (!service.serves.includes(domain)) return false
  return kind !== 'tailnet' || lookup(resolved).service(of)?.at.name === service.at.name
}

/** The service that delivers all others to a cluster, where one of the estate does; of several the first. */
export function delivererIn(
  { services, clusters }: Pick<Resolved, 'services' | 'clusters'>,
  cluster: string,
): ResolvedService | undefined {
  const from = clusters.find(({ name }) => name === cluster)?.delivery.from ?? cluster
  return services.find(({ runs }) => runs.deliversTo === from)
}

/** The cluster that holds the objects by which another one is delivered to: that one itself, where nothing else is said. */
export function deliveredFrom({ clusters }: Pick<Resolved, 'clusters'>, cluster: Cluster): Cluster {
  return clusters.find(({ name }) => name === cluster.delivery.from) ?? cluster
}

/** The same clusters, with the names of their deliveries where one of the same kind runs in another one, too. */
export function withDeliveryNames(clusters: readonly Cluster[]): readonly Cluster[] {
  const homes = Map.groupBy(
    clusters.filter(({ delivery }) => delivery.from === undefined),
    ({ delivery }) => delivery.kind,
  )
  return clusters.map(cluster => {
    const { name, delivery } = cluster
    const isOneOfSeveral = new Set((homes.get(delivery.kind) ?? []).map(home => home.name)).size > 1
    return isOneOfSeveral ? { ...cluster, deliveryName: delivery.from ?? name } : cluster
  })
}

/** The services of a cluster that are delivered by it, but for itself. */
export function deliveredIn(resolved: Resolved, cluster: string): readonly string[] {
  const deliverer = delivererIn(resolved, cluster)?.name
  return resolved.services
    .filter(service => service.name !== deliverer && isDelivered(service) && service.at.name === cluster)
    .map(({ name }) => name)
}

/** Whether it runs in a cluster, and somebody knows where there. */
function isDelivered({ at, runs }: ResolvedService): boolean {
  return at.kind === 'cluster' && runs.namespace !== undefined
}
