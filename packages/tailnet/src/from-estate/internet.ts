/** What the internet reaches: the proxy of public names, and machines that may open themselves with Funnel. */
import { lookup, type Resolved, type ResolvedRoute, type ResolvedService } from '@homelab/estate/model'
import { attributesOf } from '../attributes.ts'
import type { Compiled } from '../compile.ts'
import { findEndpoints } from '../find.ts'
import { isSelected, selectsTarget } from '../match.ts'
import type { ReachRow } from '../reach.ts'
import { choose, type RuleRef } from '../rules.ts'
import type { Named } from './ends.ts'
import { hostOf } from './inventory.ts'

/** Where a machine may listen with Funnel: https://tailscale.com/docs/features/tailscale-funnel#requirements-and-limitations */
const FUNNEL_PORTS = '443, 8443, 10000'

/** No rule of the policy is asked for these. @param to what is reached; everything by default */
export function internetRows(resolved: Resolved, compiled: Compiled, to?: Named): readonly ReachRow[] {
  const wanted = to === undefined ? undefined : new Set(to.ends.flatMap(({ name }) => namesOf(compiled, name)))
  const isWanted = (name: string): boolean => wanted?.has(name) !== false
  return [
    ...publicRows(resolved, isWanted, to?.services ?? []),
    ...[...attributesOf(compiled)]
      .filter(([device, attributes]) => attributes.includes('funnel') && isWanted(device))
      .map(([device]) => row(device, FUNNEL_PORTS, [], funnelRules(compiled, device))),
  ]
}

/** Of services only what their own public names open; of anything else every name. */
function publicRows(
  resolved: Resolved,
  isWanted: (name: string) => boolean,
  services: readonly ResolvedService[],
): readonly ReachRow[] {
  const proxy = resolved.services.find(({ serves }) => serves.includes('public'))
  const host = proxy === undefined ? undefined : hostOf(resolved, proxy.name)
  if (host === undefined || lookup(resolved).host(host.name)?.tailnet === undefined) return []
  const carried = resolved.routes.flatMap((route, index) => (route.kind === 'public' ? [{ route, index }] : []))
  const own = carried.filter(({ route }) => services.some(({ name }) => name === route.service))
  const listed = isWanted(host.name) ? carried : own
  const isCarried = proxy?.runs.publicProxy?.carriedBy !== undefined
  return [...Map.groupBy(listed, ({ route }) => route.listen)].map(([port, all]) =>
    row(
      host.name,
      String(port),
      // It calls out, and requests come back that way: its machine answers nobody.
      isCarried ? [] : [`tcp:${port}`],
      all.map(refOf),
    ),
  )
}

function refOf({ route, index }: { readonly route: ResolvedRoute; readonly index: number }): RuleRef {
  return { section: 'routes', index, text: `${route.hostname} is a public name of ${route.service}` }
}

function funnelRules({ policy, parties, world }: Compiled, device: string): readonly RuleRef[] {
  const party = parties.find(({ name }) => name === device)
  return (policy.nodeAttrs ?? []).flatMap(({ target, attr = [] }, index): readonly RuleRef[] => {
    const selected =
      party !== undefined &&
      choose(target).some(({ selector }) => isSelected(selectsTarget(selector, party, party, world)))
    if (!selected || !attr.includes('funnel')) return []
    return [{ section: 'nodeAttrs', index, text: `${target.join(', ')} may use Funnel` }]
  })
}

function row(to: string, ports: string, open: readonly string[], because: readonly RuleRef[]): ReachRow {
  return { from: 'internet', to, protocol: 'tcp', ports, open, because }
}

function namesOf(compiled: Compiled, name: string): readonly string[] {
  return findEndpoints(compiled, name).flatMap(index => compiled.endpoints[index]?.name ?? [])
}
