import { kindOfDomain, type NamedDomain } from './domain.ts'
import { once } from './once.ts'
import type { Cluster, Host } from './place.ts'
import type {
  BackupEntry,
  Flow,
  ResolvedDatabase,
  ResolvedLogin,
  ResolvedRole,
  ResolvedRoute,
  ResolvedService,
  ResolvedTile,
} from './resolved.ts'

/** Indexes over a resolved estate, for its readers. */
export interface Lookup {
  readonly service: (name: string) => ResolvedService | undefined
  readonly host: (name: string) => Host | undefined
  readonly cluster: (name: string) => Cluster | undefined
  readonly routesOf: (service: string) => readonly ResolvedRoute[]
  /** What a service asks of others. */
  readonly flowsFrom: (service: string) => readonly Flow[]
  /** What others ask of a service. */
  readonly flowsTo: (service: string) => readonly Flow[]
  readonly databasesOn: (server: string) => readonly ResolvedDatabase[]
  readonly databasesFor: (service: string) => readonly ResolvedDatabase[]
  readonly rolesOn: (server: string) => readonly ResolvedRole[]
  /** Where people log in for a service. */
  readonly loginsFor: (service: string) => readonly ResolvedLogin[]
  /** The programs to which people log in with a service. */
  readonly loginsAt: (provider: string) => readonly ResolvedLogin[]
  /** What a home page shows. */
  readonly tilesAt: (page: string) => readonly ResolvedTile[]
  readonly backupsOf: (service: string) => readonly BackupEntry[]
  /** By the name that the estate gives it. */
  readonly domain: (name: string) => NamedDomain | undefined
  /** What carries the routes of a domain: its proxy, or the operator of each cluster. */
  readonly serving: (domain: string) => readonly ResolvedService[]
  /** The proxy that carries a route; of a tailnet's name none does. */
  readonly proxyOf: (route: Pick<ResolvedRoute, 'kind' | 'domain'>) => ResolvedService | undefined
  /** The proxies of the private domains, each once; that of the one called `ops` first. */
  readonly privateProxies: readonly ResolvedService[]
}

export const lookup = once((resolved): Lookup => {
  const { services, domains, hosts, clusters, routes, flows, databases, roles, logins, tiles, backups } = resolved
  const served = [...new Set(services.flatMap(({ serves }) => serves))]
  const carriers = new Map(served.map(name => [name, services.filter(({ serves }) => serves.includes(name))]))
  const serving = (domain: string): readonly ResolvedService[] => carriers.get(domain) ?? []
  return {
    service: one(services, ({ name }) => name),
    host: one(hosts, ({ name }) => name),
    cluster: one(clusters, ({ name }) => name),
    routesOf: many(routes, ({ service }) => service),
    flowsFrom: many(flows, ({ from }) => from),
    flowsTo: many(flows, ({ to }) => to),
    databasesOn: many(databases, ({ server }) => server),
    databasesFor: many(databases, ({ service }) => service),
    rolesOn: many(roles, ({ server }) => server),
    loginsFor: many(logins, ({ service }) => service),
    loginsAt: many(logins, ({ provider }) => provider),
    tilesAt: many(tiles, ({ by }) => by),
    backupsOf: many(backups, ({ service }) => service),
    domain: one(domains, ({ name }) => name),
    serving,
    proxyOf: ({ kind, domain }) => (kind === 'tailnet' ? undefined : serving(domain)[0]),
    privateProxies: services
      .filter(({ serves }) => serves.some(name => kindOfDomain(name) === 'ops'))
      .toSorted((a, b) => Number(b.serves.includes('ops')) - Number(a.serves.includes('ops'))),
  }
})

function one<T>(items: readonly T[], key: (item: T) => string): (name: string) => T | undefined {
  const map = new Map(items.map(item => [key(item), item]))
  return name => map.get(name)
}

function many<T, K>(items: readonly T[], key: (item: T) => K): (name: K) => readonly T[] {
  const map = Map.groupBy(items, key)
  return name => map.get(name) ?? []
}
