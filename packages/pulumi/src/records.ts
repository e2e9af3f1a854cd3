import type { Carrier, DnsRecord, DnsStackProps, Resolved, ResolvedRoute } from '@homelab/estate/model'
import { expression, literally } from './program.ts'

/** A record of the zone; `value` may be an expression of the program. */
export interface ZoneRecord extends DnsRecord {
  /** The public name that it makes, fully qualified. */
  readonly publicName?: string
  /** Whoever serves the zone answers in its place, and carries requests to where it leads. */
  readonly carried?: true
}

/** The records in the order of the program: the private proxy's, those of public routes, then the stated ones. */
export function recordsOf(resolved: Resolved, dns: DnsStackProps, address: string): readonly ZoneRecord[] {
  return [
    ...privateRecords(resolved, dns, address),
    ...publicRecords(resolved, dns),
    ...(dns.records ?? []).map(stated),
  ]
}

function stated(record: DnsRecord): DnsRecord {
  return { ...record, values: record.values.map(literally) }
}

/** The subdomain below which private names lie; undefined where that is not in the zone. */
export function privateSubdomain({ domains }: Pick<Resolved, 'domains'>, { zone }: DnsStackProps): string | undefined {
  const ops = domains.find(({ kind }) => kind === 'ops')
  return ops?.suffix.endsWith(`.${zone}`) === true ? ops.suffix.slice(0, -zone.length - 1) : undefined
}

function privateRecords(resolved: Resolved, dns: DnsStackProps, address: string): readonly ZoneRecord[] {
  const subdomain = privateSubdomain(resolved, dns)
  if (subdomain === undefined) return []
  const record = { type: 'A', ttlSeconds: dns.ttlSeconds, values: [address] } as const
  return [
    { resource: `${subdomain}-wildcard`, name: `*.${expression(subdomainKey)}`, ...record },
    { resource: `${subdomain}-base`, name: expression(subdomainKey), ...record },
  ]
}

export const subdomainKey = 'subdomain'

/** A CNAME for each public name of the zone; several routes may share one. */
function publicRecords(resolved: Resolved, dns: DnsStackProps): readonly ZoneRecord[] {
  const target = publicTarget(resolved, dns)
  if (target === undefined) return []
  const routes = new Map(publicRoutes(resolved).map(route => [route.hostname, route]))
  return [...routes.values()]
    .filter(route => inZone(route, dns))
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
  return services.find(({ serves }) => serves === 'public')?.runs.publicProxy?.carriedBy
}

/** Where the records of public names lead. */
export function publicTarget(resolved: Resolved, dns: DnsStackProps): string | undefined {
  return carrierOf(resolved)?.target ?? dns.publicTarget
}

export function publicRoutes({ routes }: Pick<Resolved, 'routes'>): readonly ResolvedRoute[] {
  return routes.filter(({ kind }) => kind === 'public')
}

export function inZone({ hostname }: ResolvedRoute, { zone }: DnsStackProps): boolean {
  return hostname.endsWith(`.${zone}`)
}
