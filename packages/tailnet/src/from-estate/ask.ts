/** Who can reach what, asked in the estate's own words. */
import { lookup, type Resolved, type ResolvedService } from '@homelab/estate'
import { compile } from '../compile.ts'
import { findEndpoints } from '../find.ts'
import { type ReachRow, reachIn } from '../reach.ts'
import { reachSsh, type SshRow } from '../ssh.ts'
import { hostOf } from './inventory.ts'
import { endpointName, loginOf, shown } from './names.ts'
import type { Tailnet } from './policy.ts'

/**
 * At least one end: a person, a machine, a service of the estate by its name, anything else of the tailnet (a Service, a
 * tag, a group), or a service by the beginning of its title, so that `postgres` finds PostgreSQL.
 */
export interface Question {
  readonly from?: string
  readonly to?: string
}

export interface Reached {
  readonly rows: readonly ReachRow[]
  readonly ssh: readonly SshRow[]
}

/** An end of a question: an endpoint, and of a service only the ports on which it answers there. */
interface End {
  readonly name: string
  readonly ports?: ReadonlySet<number>
}

/**
 * Rows as the policy gives them, people by their bare names. A service of the estate is found at its endpoints in the
 * tailnet and at the proxy that carries its private name, and asks in the name of its host.
 *
 * @throws UnknownEndpointError when an end means nothing
 */
export function reached(resolved: Resolved, { document, inventory }: Tailnet, { from, to }: Question): Reached {
  const compiled = compile(document, inventory)
  const endsOf = (asked: string, make: (service: ResolvedService) => readonly End[]): readonly End[] => {
    const person = resolved.people.find(({ name }) => name === asked)
    if (person !== undefined) return [{ name: loginOf(person) }]
    const isMachine = resolved.hosts.some(({ name }) => name === asked)
    const named = isMachine ? [] : resolved.services.filter(({ name }) => name === asked)
    if (named.length > 0) return merged(named.flatMap(make))
    try {
      findEndpoints(compiled, asked)
      return [{ name: asked }]
    } catch (error) {
      const titled = resolved.services.filter(({ title }) => title.toLowerCase().startsWith(asked.toLowerCase()))
      if (asked === '' || titled.length === 0) throw error
      return merged(titled.flatMap(make))
    }
  }
  const sources = from === undefined ? [undefined] : endsOf(from, service => sourceOf(resolved, service))
  const targets = to === undefined ? [undefined] : endsOf(to, service => targetsOf(resolved, service))
  const pairs = sources.flatMap(source => targets.map(target => ({ source, target })))
  const query = ({ source, target }: (typeof pairs)[number]) =>
    source === undefined
      ? { to: target?.name ?? '' }
      : { from: source.name, ...(target === undefined ? {} : { to: target.name }) }
  return {
    rows: pairs.flatMap(pair =>
      reachIn(compiled, query(pair))
        .filter(row => opens(row, pair.target))
        .map(readable),
    ),
    ssh: pairs
      .flatMap(pair => (pair.target?.ports === undefined ? reachSsh(document, inventory, query(pair)) : []))
      .map(readable),
  }
}

function sourceOf(resolved: Resolved, { name }: ResolvedService): readonly End[] {
  const host = hostOf(resolved, name)
  return host?.tailnet === undefined ? [] : [{ name: host.name }]
}

function targetsOf(resolved: Resolved, service: ResolvedService): readonly End[] {
  const { at } = service.workload
  const routes = lookup(resolved).routesOf(service.name)
  const own = routes
    .filter(({ kind }) => kind === 'tailnet')
    .map(route => ({ name: endpointName(route, at.kind), ports: new Set([route.listen]) }))
  const proxy = resolved.services.find(({ serves }) => serves === 'ops')
  const proxyHost = proxy === undefined ? undefined : hostOf(resolved, proxy.name)
  const carried = routes.filter(({ kind }) => kind === 'ops').map(({ listen }) => listen)
  const direct = at.kind === 'host' ? Object.values(service.ports).map(({ port, target }) => target ?? port) : []
  const onHosts = [
    ...(proxyHost === undefined || carried.length === 0 ? [] : [{ name: proxyHost.name, ports: new Set(carried) }]),
    ...(direct.length === 0 ? [] : [{ name: at.name, ports: new Set(direct) }]),
  ].filter(({ name }) => lookup(resolved).host(name)?.tailnet !== undefined)
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

function opens({ protocol, ports }: ReachRow, target: End | undefined): boolean {
  if (target?.ports === undefined) return true
  const [first = 0, last = first] = ports === '*' ? [0, 65535] : ports.split('-').map(Number)
  return (protocol === '*' || protocol === 'tcp') && [...target.ports].some(port => port >= first && port <= last)
}

function readable<R extends ReachRow | SshRow>(row: R): R {
  return { ...row, because: row.because.map(rule => ({ ...rule, text: shown(rule.text) })) }
}
