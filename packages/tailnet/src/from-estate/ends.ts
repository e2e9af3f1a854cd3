/** What the ends of a question are: endpoints of the tailnet, with the ports that are meant there. */
import { lookup, type Resolved, type ResolvedService } from '@homelab/estate/model'
import type { Compiled } from '../compile.ts'
import { findEndpoints } from '../find.ts'
import { hostOf } from './inventory.ts'
import { endpointName, loginOf } from './names.ts'

/** An endpoint, and of a service only the ports on which it answers there. */
export interface End {
  readonly name: string
  readonly ports?: ReadonlySet<number>
}

/** The ends that a name means, and the services of the estate, where it means those. */
export interface Named {
  readonly ends: readonly End[]
  readonly services: readonly ResolvedService[]
}

/** @throws UnknownEndpointError where it means nothing */
export function namedBy(
  resolved: Resolved,
  compiled: Compiled,
  name: string,
  make: (resolved: Resolved, service: ResolvedService) => readonly End[],
): Named {
  const bare = (ends: readonly End[]): Named => ({ ends, services: [] })
  const of = (services: readonly ResolvedService[]): Named => ({
    ends: merged(services.flatMap(service => make(resolved, service))),
    services,
  })
  const person = resolved.people.find(one => one.name === name)
  if (person !== undefined) return bare([{ name: loginOf(person) }])
  const isMachine = resolved.hosts.some(one => one.name === name)
  const named = isMachine ? [] : resolved.services.filter(one => one.name === name)
  if (named.length > 0) return of(named)
  if (name === 'internet' && !compiled.endpoints.some(({ kind }) => kind === 'internet')) return bare([])
  try {
    findEndpoints(compiled, name)
    return bare([{ name }])
  } catch (error) {
    const titled = resolved.services.filter(({ title }) => title.toLowerCase().startsWith(name.toLowerCase()))
    if (name === '' || titled.length === 0) throw error
    return of(titled)
  }
}

export function sourceOf(resolved: Resolved, { name }: ResolvedService): readonly End[] {
  const host = hostOf(resolved, name)
  return host?.tailnet === undefined ? [] : [{ name: host.name }]
}

export function targetsOf(resolved: Resolved, service: ResolvedService): readonly End[] {
  const { at } = service
  const find = lookup(resolved)
  const routes = find.routesOf(service.name)
  const own = routes
    .filter(({ kind }) => kind === 'tailnet')
    .map(route => ({ name: endpointName(route, at.kind), ports: new Set([route.listen]) }))
  const carried = routes.flatMap(route => {
    const proxy = route.kind === 'ops' ? find.proxyOf(route) : undefined
    const host = proxy && hostOf(resolved, proxy.name)
    return host === undefined ? [] : [{ name: host.name, ports: new Set([route.listen]) }]
  })
  const direct = at.kind === 'host' ? Object.values(service.ports).map(({ port, target }) => target ?? port) : []
  const onHosts = [...carried, ...(direct.length === 0 ? [] : [{ name: at.name, ports: new Set(direct) }])].filter(
    ({ name }) => find.host(name)?.tailnet !== undefined,
  )
  return [...own, ...onHosts]
}

/** Services of one host, and endpoints of one service, are one end. */
function merged(ends: readonly End[]): readonly End[] {
  return [...Map.groupBy(ends, ({ name }) => name)].map(([name, all]) =>
    all.some(({ ports }) => ports === undefined)
      ? { name }
      : { name, ports: new Set(all.flatMap(({ ports }) => [...(ports ?? [])])) },
  )
}
