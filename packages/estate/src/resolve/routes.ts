import { present } from '@homelab/formats/present'
import { type NamedDomain, type RouteKind, routeKinds } from '../domain.ts'
import type { Finding } from '../findings.ts'
import type { Tag } from '../place.ts'
import type { Flow, ResolvedRoute } from '../resolved.ts'
import type { Audience, OpsRoute, PublicRoute, Route, TailnetRoute } from '../service.ts'
import type { StatedService } from '../state/stated.ts'
import { backendFor, inTailnet } from './address.ts'
import { privateDomain } from './domains.ts'
import { arrayOf, type Draft, hostOf, portOf, whereIs } from './draft.ts'

/** All routes, in the order of the services, with names and URLs; without backends and tags, which need all routes. */
export function nameRoutes(draft: Draft): void {
  for (const service of draft.services) {
    const routes = routeKinds.flatMap(kind => {
      const stated = service.routes?.[kind]
      return arrayOf<Route | PublicRoute>(stated).flatMap((route, index) => {
        const at = Array.isArray(stated) ? `routes.${kind}[${index}]` : `routes.${kind}`
        return nameRoute(draft, service, kind, route, at)
      })
    })
    draft.routesOf.set(service.name, routes)
  }
}

/** The routes with the backends that their domain's proxy connects to. */
export function connectRoutes(draft: Draft): ResolvedRoute[] {
  return draft.services.flatMap(service =>
    (draft.routesOf.get(service.name) ?? []).map(route => {
      const server = draft.proxies.get(route.domain)
      // A tailnet name leads to the service itself; only ops and public names go through a proxy of ours.
      const proxyAt = route.kind === 'tailnet' ? service.workload.at : server?.workload.at
      const backend = isServed(draft, service, route.kind) ? backendFor(draft, proxyAt, service, route.port) : undefined
      if (backend === undefined) unreachable(draft, service, route, server)
      return backend === undefined ? route : { ...route, backend }
    }),
  )
}

/** The traffic of each proxy to the services whose routes it carries. */
export function proxyFlows(draft: Draft, routes: readonly ResolvedRoute[]): Flow[] {
  return routes.flatMap(route => {
    const from = route.kind === 'tailnet' ? undefined : draft.proxies.get(route.domain)?.name
    if (from === undefined || route.backend === undefined) return []
    return [
      {
        from,
        to: route.service,
        port: route.port,
        why: `serves ${route.hostname}`,
        origin: 'route',
        address: route.backend,
      },
    ]
  })
}

/**
 * Endpoints of a cluster carry its tags, and those by which restricted machines may reach them. A Service of a host carries the latter
 * alone: by the tags of the host, all else that it has would be reached.
 */
export function tagRoutes(draft: Draft, routes: readonly ResolvedRoute[], flows: readonly Flow[]): ResolvedRoute[] {
  const asked = new Map<string, Set<Tag>>()
  for (const flow of flows) {
    const consumer = draft.byName.get(flow.from)
    const identity = consumer === undefined ? undefined : hostOf(draft, consumer.workload.at)?.tailnet
    if (flow.address.via !== 'tailnet' || identity?.by !== 'tags' || identity.reaches === undefined) continue
    const tags = asked.get(flow.address.host) ?? new Set()
    asked.set(flow.address.host, tags.add(identity.reaches))
  }
  return routes.map(route => {
    const base = ownTags(draft, route.service)
    if (route.kind !== 'tailnet' || base === undefined) return route
    return { ...route, tags: [...base, ...[...(asked.get(route.hostname) ?? [])].sort()] }
  })
}

function ownTags(draft: Draft, name: string): readonly Tag[] | undefined {
  const workload = draft.byName.get(name)?.workload
  if (workload?.at.kind === 'cluster') return draft.clusters.get(workload.at.name)?.tailnet?.tags
  // What is written by hand has whatever its author gave it.
  return workload === undefined || workload.kind === 'external' ? undefined : []
}

function nameRoute(
  draft: Draft,
  service: StatedService,
  kind: RouteKind,
  route: Route | PublicRoute,
  at: string,
): ResolvedRoute[] {
  const port = portOf(service, route.port)
  const ofKind = draft.domains.filter(domain => domain.kind === kind)
  const domain = kind === 'ops' && ofKind.length > 0 ? privateDomain(draft, service, route, at) : ofKind[0]
  if (port === undefined) {
    draft.findings.push({
      code: 'unknown-port',
      where: whereIs(service, `routes.${kind}`),
      problem: 'the route leads to a port that the service does not have',
      got: route.port,
      expected: Object.keys(service.ports).join(' or ') || 'a declared port',
      fix: 'name one of the ports of the service, or declare it',
    })
  }
  if (ofKind.length === 0) {
    draft.findings.push({
      code: 'unknown-domain',
      where: whereIs(service, `routes.${kind}`),
      problem: `the estate has no ${kind} domain`,
      fix: `add the domain to the estate, or remove the route`,
    })
  }
  if (port?.protocol === 'udp') {
    draft.findings.push({
      code: 'unreachable-route',
      where: whereIs(service, `routes.${kind}`),
      problem: 'the port speaks UDP, which no way in carries',
      got: route.port,
      fix: 'remove the route, and let consumers use the address of the host',
    })
  }
  if (port === undefined || port.protocol === 'udp' || domain === undefined) return []
  const label = route.host ?? service.name
  const hostname = `${label}.${domain.suffix}`
  const web = port.protocol === 'http' || port.protocol === 'https'
  // The metrics endpoint of a database speaks HTTP but is carried as TCP: it has a port of its own to listen on.
  const protocol = web && route.listen === undefined ? 'https' : 'tcp'
  const { audience, allowedFrom, loginInFront, headers, certificate } = route as OpsRoute
  const ops = present({ allowedFrom, loginInFront, headers, certificate })
  const listen = route.listen ?? (web ? (audiencePort(draft, domain, audience) ?? 443) : port.port)
  const { port: _, host: __, listen: ___, ...publicFacts } = route as PublicRoute
  const { paths } = route as TailnetRoute
  return [
    {
      kind,
      domain: domain.name,
      service: service.name,
      port: route.port,
      protocol,
      label,
      hostname,
      listen,
      url:
        protocol === 'https'
          ? `https://${hostname}${listen === 443 ? '' : `:${listen}`}`
          : `tcp://${hostname}:${listen}`,
      tags: [],
      ...(kind === 'ops' && audience !== undefined && { audience }),
      ...(kind === 'tailnet' && paths !== undefined && { paths }),
      ...(kind === 'ops' && Object.keys(ops).length > 0 && { ops }),
      ...(kind === 'public' && { public: publicFacts }),
    },
  ]
}

/** Where the proxy of the domain answers this audience; undefined where it has no port of its own for it. */
function audiencePort(draft: Draft, { kind, name }: NamedDomain, audience: Audience | undefined): number | undefined {
  const server = kind === 'ops' ? draft.proxies.get(name) : undefined
  const port = audience === undefined ? undefined : server?.audiences?.[audience]
  return server === undefined || port === undefined ? undefined : portOf(server, port)?.port
}

/** A tailnet name is an endpoint of the service's own place, which has to be part of the tailnet. */
function isServed(draft: Draft, { workload }: StatedService, kind: RouteKind): boolean {
  const { at, kind: of } = workload
  // Where nobody knows the place, that is a finding already.
  if (kind !== 'tailnet' || hostOf(draft, at) === undefined) return true
  // What is rendered for a cluster goes through its operator; hand-written objects may have their own way.
  return at.kind === 'cluster' && of !== 'external'
    ? draft.clusters.get(at.name)?.tailnet !== undefined
    : inTailnet(draft, at)
}

function unreachable(
  draft: Draft,
  service: StatedService,
  route: ResolvedRoute,
  server: StatedService | undefined,
): void {
  draft.findings.push({
    code: 'unreachable-route',
    where: whereIs(service, `routes.${route.kind}`),
    ...reason(draft, service, route, server),
  })
}

function reason(
  draft: Draft,
  service: StatedService,
  { kind, domain }: ResolvedRoute,
  server: StatedService | undefined,
): Pick<Finding, 'problem' | 'fix'> {
  const { at } = service.workload
  if (kind === 'tailnet')
    return {
      problem: `the ${at.kind} ${at.name} is not part of the tailnet`,
      fix: `say \`tailnet\` of the ${at.kind}, or remove the route`,
    }
  if (server === undefined)
    return {
      problem: `no service serves the ${domain} domain`,
      fix: `let the reverse proxy's service say \`serves: ${domain === kind ? `'${kind}'` : `['${domain}']`}\``,
    }
  const managed = [server.workload.at, at].some(place => hostOf(draft, place)?.platform === 'managed')
  return {
    problem: `${server.name} has no way to the service${managed ? ': a managed machine has no local network' : ''}`,
    fix: managed
      ? 'add a tailnet route, which both have to be part of, or remove the route'
      : 'add a tailnet route, a nodePort or load balancer, or an address of the host in the local network',
  }
}
