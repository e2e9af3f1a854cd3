import {
  type Carrier,
  type DnsRecord,
  type DnsStackProps,
  isInZone,
  lookup,
  type Resolved,
  type ResolvedRoute,
} from '@homelab/estate/model'
import { expression, literally } from './program.ts'

/** A record of the zone; `value` may be an expression of the program. */
export interface ZoneRecord extends DnsRecord {
  /** The public name that it makes, fully qualified. */
  readonly publicName?: string
  /** Whoever serves the zone answers in its place, and carries requests to where it leads. */
  readonly carried?: true
}

/** The records in the order of the program: the private proxies', those of public routes, then the stated ones. */
export function recordsOf(resolved: Resolved, dns: DnsStackProps): readonly ZoneRecord[] {
  return [
    ...privateNames(resolved, dns).flatMap(names => privateRecords(names, dns)),
    ...publicRecords(resolved, dns),
    ...(dns.records ?? []).map(stated),
  ]
}

function stated(record: DnsRecord): DnsRecord {
  return { ...record, values: record.values.map(literally) }
}

/** A subdomain of the zone below which private names lie. */
export interface PrivateNames {
  /** The domain. */
  readonly domain: string
  readonly subdomain: string
  /** Under which the configuration has the subdomain; a further one stands in the program itself. */
  readonly subdomainKey?: string
  /** Under which whoever runs the program gives the address where they lead, and the variable that overrides it. */
  readonly addressKey: string
  readonly addressVariable: string
}

/** Those of each private domain that is in the zone. */
export function privateNames(resolved: Resolved, dns: DnsStackProps): readonly PrivateNames[] {
  const { zone, addressVariable } = dns
  const own = resolved.domains.filter(({ kind }) => kind === 'ops')
  const main = own.find(({ name }) => name === 'ops') ?? own[0]
  const { serving } = lookup(resolved)
  return own.flatMap(({ name: domain, suffix }): readonly PrivateNames[] => {
    if (!isInZone(suffix, dns)) return []
    const isMain = domain === main?.name
    const withMain = isMain || (main !== undefined && serving(domain)[0] === serving(main.name)[0])
    return [
      {
        domain,
        subdomain: suffix.slice(0, -zone.length - 1),
        ...(isMain && { subdomainKey }),
        addressKey: withMain ? targetAddressKey : `${camelCase(domain)}TargetIp`,
        addressVariable: withMain ? addressVariable : `${addressVariable}_${domain.toUpperCase().replaceAll('-', '_')}`,
      },
    ]
  })
}

function camelCase(name: string): string {
  return name.replaceAll(/-+(\w)/g, (_, letter: string) => letter.toUpperCase())
}

function privateRecords({ subdomain, subdomainKey: key, addressKey }: PrivateNames, dns: DnsStackProps) {
  const record = { type: 'A', ttlSeconds: dns.ttlSeconds, values: [expression(addressKey)] } as const
  const base = key === undefined ? subdomain : expression(key)
  return [
    { resource: `${subdomain}-wildcard`, name: `*.${base}`, ...record },
    { resource: `${subdomain}-base`, name: base, ...record },
  ]
}

const subdomainKey = 'subdomain'

/** Given by whoever runs it: the address to which private names lead. */
const targetAddressKey = 'targetIp'

/** A CNAME for each public name of the zone; several routes may share one. */
function publicRecords(resolved: Resolved, dns: DnsStackProps): readonly ZoneRecord[] {
  const target = publicTarget(resolved, dns)
  if (target === undefined) return []
  const routes = new Map(publicRoutes(resolved).map(route => [route.hostname, route]))
  return [...routes.values()]
    .filter(({ hostname }) => isInZone(hostname, dns))
    .map(({ label, hostname }) => ({
      resource: `${label}-public`,
      name: hostname.slice(0, -dns.zone.length - 1),
      type: 'CNAME',
      ttlSeconds: dns.ttlSeconds,
      values: [`${target}.`],
      publicName: hostname,
      ...(carrierOf(resolved) !== undefined && { carried: true }),
    }))
}

/** Who carries the public names, where anybody does. */
export function carrierOf({ services }: Pick<Resolved, 'services'>): Carrier | undefined {
  return services.find(({ serves }) => serves.includes('public'))?.runs.publicProxy?.carriedBy
}

/** Where the records of public names lead. */
export function publicTarget(resolved: Resolved, dns: DnsStackProps): string | undefined {
  return carrierOf(resolved)?.target ?? dns.publicTarget
}

export function publicRoutes({ routes }: Pick<Resolved, 'routes'>): readonly ResolvedRoute[] {
  return routes.filter(({ kind }) => kind === 'public')
}
