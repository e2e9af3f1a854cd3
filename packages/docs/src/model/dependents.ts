import { delivererOf, inCluster, syncedServices } from './cluster.ts'
import type { Facts } from './facts.ts'
import { needsStore, storesIn } from './store.ts'

/** For each service the names of all that stop working, or cannot be changed, without it: directly or through others. */
export function dependentsOf(facts: Facts): ReadonlyMap<string, ReadonlySet<string>> {
  const direct = new Map(
    [...Map.groupBy(arrows(facts), ([, to]) => to)].map(
      ([to, all]) => [to, new Set(all.map(([from]) => from))] as const,
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
  return new Map(facts.resolved.services.map(({ name }) => [name, all(name, new Set())]))
}

/** Who depends on whom: `[from, to]`. Probes and scrapes are left out: a service lives without being watched. */
function arrows(facts: Facts): readonly (readonly [string, string])[] {
  const { resolved } = facts
  const { services, routes, flows, waits, clusters } = resolved
  const needs = flows.filter(({ origin }) => origin === 'need' || origin === 'database')
  const carried = services.flatMap(({ name, serves, at }) =>
    routes
      .filter(({ kind, service }) => kind === serves && (kind !== 'tailnet' || placeName(facts, service) === at.name))
      .map(({ service }) => [service, name] as const),
  )
  const synced = clusters.flatMap(cluster => {
    const deliverer = delivererOf(facts, cluster)
    return deliverer === undefined ? [] : syncedServices(facts, cluster).map(name => [name, deliverer.name] as const)
  })
  // Whatever has Secrets from the store needs what reads the vault for it.
  const stores = storesIn(facts)
  const secrets = services
    .filter(service => inCluster(facts, service) !== undefined && needsStore(service))
    .flatMap(({ name }) => stores.map(store => [name, store] as const))
  return [...needs, ...waits].map(({ from, to }) => [from, to] as const).concat(carried, synced, secrets)
}

function placeName({ find }: Facts, service: string): string | undefined {
  return find.service(service)?.at.name
}
