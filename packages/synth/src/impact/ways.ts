import { carries, type Flow, lookup, once, type Resolved, type ResolvedRoute } from '@homelab/estate/model'
import type { Fallen } from './impact.ts'

/** Which names and connections lead nowhere. */
export interface Ways {
  readonly hasLink: (link: string) => boolean
  /** Why nothing leads to a name any more; nothing where something does. */
  readonly leadsNowhere: (route: ResolvedRoute) => string | undefined
  /** Why traffic does not arrive. */
  readonly isBroken: (flow: Flow) => boolean
}

export function waysOf(resolved: Resolved, fell: readonly Fallen[], stopped: (service: string) => boolean): Ways {
  const fallenIn = (wanted: Fallen['kind']): ReadonlySet<string> =>
    new Set(fell.filter(({ kind }) => kind === wanted).map(({ name }) => name))
  const [links, names] = [fallenIn('link'), [...fallenIn('name')]]
  const known = new Map<ResolvedRoute, string | undefined>()

  const leadsNowhere = (route: ResolvedRoute): string | undefined => {
    if (known.has(route)) return known.get(route)
    known.set(route, undefined)
    const why = reason(route)
    known.set(route, why)
    return why
  }
  const reason = (route: ResolvedRoute): string | undefined => {
    const { kind, domain, hostname, backend } = route
    const own = names.find(name => hostname === name || hostname.endsWith(`.${name}`))
    if (own !== undefined) return own === hostname ? 'its name is away' : `names of ${own} are away`
    if (links.has('tailnet') && (kind === 'tailnet' || (kind === 'ops' && proxyIsInTailnet(resolved, route))))
      return 'the tailnet is away'
    if (links.has('internet') && kind === 'public') return 'the internet is away'
    if (links.has('lan') && backend?.via === 'lan') return 'the local network is away'
    const carriers = lookup(resolved)
      .serving(domain)
      .filter(service => carries(resolved, service, route))
    const [carrier] = carriers
    if (carrier !== undefined && carriers.every(({ name }) => stopped(name))) return `${carrier.name} is away`
    const behind = routesByName(resolved)
      .get(backend?.host ?? '')
      ?.find(other => other !== route)
    return behind === undefined ? undefined : leadsNowhere(behind)
  }
  return {
    hasLink: link => links.has(link),
    leadsNowhere,
    isBroken: ({ to, address }) => {
      if (stopped(to)) return true
      if (address.via === 'lan') return links.has('lan')
      const [route] = routesByName(resolved).get(address.host) ?? []
      return route !== undefined && leadsNowhere(route) !== undefined
    },
  }
}

const routesByName = once(({ routes }) => Map.groupBy(routes, ({ hostname }) => hostname))

/** The private proxy stands on a machine of the tailnet, whose policy says who reaches it. */
function proxyIsInTailnet(resolved: Resolved, route: ResolvedRoute): boolean {
  const find = lookup(resolved)
  const at = find.proxyOf(route)?.at
  return resolved.tailnet !== undefined && at?.kind === 'host' && find.host(at.name)?.tailnet !== undefined
}
