/** Denials that a proxy undoes, and names that others reach than those they are for. */
import { type Finding, lookup, type Resolved, type ResolvedRoute } from '@homelab/estate/model'
import { type Compiled, compile } from '../compile.ts'
import { selectsIdentity } from '../match.ts'
import { reachIn } from '../reach.ts'
import { splitPort } from '../rules.ts'
import { parseSelector } from '../selector.ts'
import { isFor } from './audience.ts'
import { hostOf, withEveryone } from './inventory.ts'
import { endpointName, shown } from './names.ts'
import type { Tailnet } from './policy.ts'
import { type Through, throughOf } from './through.ts'
import { inPolicy } from './where.ts'

/** One for each proxy and port, and whom it lets in: it is one listener that is fixed. */
export function proxyFindings(resolved: Resolved, tailnet: Tailnet): readonly Finding[] {
  const inventory = withEveryone(resolved, tailnet.inventory)
  const compiled = compile(tailnet.document, inventory)
  const askers = compiled.endpoints.flatMap(({ name, kind }) => (kind === 'device' || kind === 'guest' ? [name] : []))
  const rows = askers.flatMap(from => reachIn(compiled, { from }))
  const proxies = throughOf(resolved, rows, []).map(each => ({ ...each, routes: carriedBy(resolved, each) }))
  return [
    ...proxies.flatMap(proxy => wideAudience(resolved, compiled, proxy)),
    ...(tailnet.document.tests ?? []).flatMap(({ src, proto, deny = [] }) =>
      // What is carried is TCP.
      proto === undefined || proto === 'tcp'
        ? deny.flatMap(dst => proxies.flatMap(proxy => undone(resolved, compiled, src, dst, proxy)))
        : [],
    ),
  ]
}

/** A port of a proxy with the routes of the names behind it. */
type Proxy = Through & { readonly routes: readonly ResolvedRoute[] }

function carriedBy(resolved: Resolved, { by, port }: Through): readonly ResolvedRoute[] {
  const { proxyOf } = lookup(resolved)
  return resolved.routes.filter(route => proxyOf(route)?.name === by && route.listen === port)
}

/** Machines have no audience: what they reach and nothing explains is a finding of its own. */
function wideAudience(resolved: Resolved, compiled: Compiled, { by, to, port, from, routes }: Proxy): Finding[] {
  const people = compiled.parties.filter(({ name, tags }) => tags.length === 0 && from.includes(name ?? ''))
  const open = routes.flatMap(route => {
    const others = people.filter(party => route.audience !== undefined && !isFor(compiled, route.audience, party))
    return others.length === 0 ? [] : [{ route, others }]
  })
  if (open.length === 0) return []
  const others = [...new Set(open.flatMap(one => one.others.map(({ name = '' }) => name)))]
  return [
    {
      code: 'policy-wide-audience',
      where: inPolicy(resolved, 'tailnet', `audience ${by} tcp:${port}`),
      problem: `${others.join(', ')} reach ${to} there, and with it names that are not for them`,
      got: open.map(({ route }) => route.hostname).join(', '),
      fix: `give ${by} a port for each audience (\`audiences\`), or let nobody else reach this one`,
    },
  ]
}

/**
 * A name that says that it is for whoever is denied is meant so: a tag is that of many names. It is not where the denial speaks of
 * the very port of a machine on which the service answers.
 */
function undone(resolved: Resolved, compiled: Compiled, src: string, dst: string, proxy: Proxy): Finding[] {
  const source = parseSelector(src)
  const from = compiled.parties.filter(
    party =>
      (party.kind === 'device' || party.kind === 'guest') &&
      proxy.from.includes(party.name ?? '') &&
      selectsIdentity(source, party, compiled.world),
  )
  const denied = splitPort(dst)
  if (from.length === 0 || denied === undefined) return []
  const to = parseSelector(denied.host)
  const carried = proxy.routes.filter(route => {
    const meant = route.audience !== undefined && from.every(party => isFor(compiled, route.audience, party))
    return behind(resolved, route).some(({ name, port, alone }) => {
      const target = compiled.parties.find(party => party.name === name)
      const isDenied =
        target !== undefined && String(port) === denied.port && selectsIdentity(to, target, compiled.world)
      return isDenied && (alone || !meant)
    })
  })
  if (carried.length === 0) return []
  return [
    {
      code: 'policy-undone-denial',
      where: inPolicy(resolved, 'tailnet', `test ${shown(src)} deny ${dst} through ${proxy.by}`),
      problem: `${[...new Set(from.map(({ name = '' }) => name))].join(', ')} reach ${proxy.to} on tcp:${proxy.port}, where ${proxy.by} carries them to what is denied`,
      got: carried.map(({ hostname }) => hostname).join(', '),
      fix: `say that these names are for others (\`audience\`) and give ${proxy.by} a port for them, or take the denial back`,
    },
  ]
}

/** What a denial may speak of: the endpoint of the service in the tailnet, and the machine on which it answers. */
function behind(
  resolved: Resolved,
  { service, port, backend }: ResolvedRoute,
): readonly { readonly name: string; readonly port: number; readonly alone: boolean }[] {
  const find = lookup(resolved)
  const at = find.service(service)?.at
  const own = find
    .routesOf(service)
    .filter(each => at !== undefined && each.kind === 'tailnet' && each.port === port)
    .map(each => ({ name: endpointName(each, at?.kind ?? 'host'), port: each.listen, alone: false }))
  const host = backend === undefined || backend.via === 'tailnet' ? undefined : hostOf(resolved, service)?.name
  return [
    ...own,
    ...(host === undefined || backend === undefined ? [] : [{ name: host, port: backend.port, alone: true }]),
  ]
}
