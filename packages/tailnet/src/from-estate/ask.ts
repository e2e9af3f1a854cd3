/** Who can reach what, asked in the estate's own words. */
import { lookup, type Resolved, type ResolvedService } from '@homelab/estate'
import { opens } from '../capability.ts'
import { type Compiled, compile } from '../compile.ts'
import { findEndpoints } from '../find.ts'
import { type ReachRow, reachIn } from '../reach.ts'
import { reachSsh, type SshRow } from '../ssh.ts'
import { hostOf } from './inventory.ts'
import { endpointName, loginOf, shown } from './names.ts'
import type { Tailnet } from './policy.ts'
import { type AskedPort, portOf, whyNothing } from './why.ts'

/**
 * At least one end: a person, a machine, a service of the estate by its name, anything else of the tailnet (a Service, a
 * tag, a group), `internet`, or a service by the beginning of its title, so that `postgres` finds PostgreSQL. What is
 * reached may have a port: `forge:22`, `tag:nas:445`.
 */
export interface Question {
  readonly from?: string
  readonly to?: string
}

export interface Reached {
  readonly rows: readonly ReachRow[]
  readonly ssh: readonly SshRow[]
  /** Where there is no row: why, one clause each. */
  readonly why: readonly string[]
}

/** An end of a question: an endpoint, and of a service only the ports on which it answers there. */
export interface End {
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
  const asked = to === undefined ? undefined : portOf(to)
  const endsOf = (name: string, make: (service: ResolvedService) => readonly End[]): readonly End[] => {
    const person = resolved.people.find(one => one.name === name)
    if (person !== undefined) return [{ name: loginOf(person) }]
    const isMachine = resolved.hosts.some(one => one.name === name)
    const named = isMachine ? [] : resolved.services.filter(one => one.name === name)
    if (named.length > 0) return merged(named.flatMap(make))
    if (name === 'internet' && !compiled.endpoints.some(({ kind }) => kind === 'internet')) return []
    try {
      findEndpoints(compiled, name)
      return [{ name }]
    } catch (error) {
      const titled = resolved.services.filter(({ title }) => title.toLowerCase().startsWith(name.toLowerCase()))
      if (name === '' || titled.length === 0) throw error
      return merged(titled.flatMap(make))
    }
  }
  const sources = from === undefined ? [undefined] : endsOf(from, service => sourceOf(resolved, service))
  const targets: readonly (End | undefined)[] =
    asked === undefined ? [undefined] : endsOf(asked.name, service => targetsOf(resolved, service))
  const pairs = sources.flatMap(source => targets.map(target => ({ source, target })))
  const query = ({ source, target }: (typeof pairs)[number]) =>
    source === undefined
      ? { to: target?.name ?? '' }
      : { from: source.name, ...(target === undefined ? {} : { to: target.name }) }
  const rows = pairs.flatMap(pair =>
    reachIn(compiled, query(pair))
      .filter(row => answers(row, pair.target) && isAsked(compiled, row, pair.target, asked))
      .map(readable),
  )
  const logins = asked?.port === undefined || asked.port === 22
  return {
    rows,
    ssh: pairs
      .flatMap(pair => (pair.target?.ports === undefined && logins ? reachSsh(document, inventory, query(pair)) : []))
      .map(readable),
    why: rows.length > 0 ? [] : whyNothing(compiled, { from, to: asked, sources, targets }),
  }
}

function sourceOf(resolved: Resolved, { name }: ResolvedService): readonly End[] {
  const host = hostOf(resolved, name)
  return host?.tailnet === undefined ? [] : [{ name: host.name }]
}

function targetsOf(resolved: Resolved, service: ResolvedService): readonly End[] {
  const { at } = service
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

/** Does the row open a port on which the service answers? */
function answers(row: ReachRow, target: End | undefined): boolean {
  return target?.ports === undefined || [...target.ports].some(port => opensPort(row, 'tcp', port))
}

/** Does the row open the port that was asked for? A Service answers on its own alone. */
function isAsked(
  { endpoints }: Compiled,
  row: ReachRow,
  target: End | undefined,
  asked: AskedPort | undefined,
): boolean {
  const port = asked?.port
  if (port === undefined) return true
  if (target?.ports?.has(port) === false) return false
  const to = endpoints.find(({ name }) => name === row.to)
  if (to?.kind === 'service' && to.ports !== undefined && !to.ports.some(open => open.port === port)) return false
  return opensPort(row, 'tcp', port) || opensPort(row, 'udp', port)
}

function opensPort({ protocol, ports }: ReachRow, asked: string, port: number): boolean {
  const [first = 0, last = first] = ports === '*' ? [0, 65535] : ports.split('-').map(Number)
  return opens({ protocol, first, last }, asked, port)
}

function readable<R extends ReachRow | SshRow>(row: R): R {
  return { ...row, because: row.because.map(rule => ({ ...rule, text: shown(rule.text) })) }
}
