/** Addresses with names, and the machines that route to others. */
import { lookup, type Resolved, type ResolvedTailnet, type TailnetRouter } from '@homelab/estate/model'
import type { Subnet } from '../inventory.ts'
import type { AutoApprovers, PolicyDocument } from '../policy.ts'
import { loginOf, selectorTexts } from './names.ts'
import { CONNECTOR_ROUTES } from './sets.ts'

export function hostsOf(tailnet: Pick<ResolvedTailnet, 'hosts'> | undefined): Pick<PolicyDocument, 'hosts'> {
  const hosts = tailnet?.hosts
  return hosts === undefined ? {} : { hosts: Object.fromEntries(hosts.map(({ alias, address }) => [alias, address])) }
}

/** Subnets by the name that an alias gives them, else by their CIDR. */
export function subnetsOf({ tailnet }: Resolved): readonly Subnet[] {
  const routed = (tailnet?.routers ?? []).flatMap(({ host, routes = [] }) => routes.map(cidr => ({ cidr, host })))
  return [...Map.groupBy(routed, ({ cidr }) => cidr)].map(([cidr, all]) => ({
    kind: 'subnet',
    name: tailnet?.hosts?.find(({ address }) => address === cidr)?.alias ?? cidr,
    cidr,
    routers: all.map(({ host }) => host),
  }))
}

export function isExitNode({ tailnet }: Resolved, host: string): boolean {
  return (tailnet?.routers ?? []).some(router => router.host === host && router.exitNode === true)
}

/**
 * Whom the estate says, then what it states of machines, for what identifies each: its first tag, else its owner. App
 * connectors advertise whatever their domains lead to.
 */
export function routeApprovers(resolved: Resolved): Pick<AutoApprovers, 'routes' | 'exitNode'> {
  const { routers: all = [], appConnectors = [], routeApprovers: stated = [] } = resolved.tailnet ?? {}
  const said = stated.flatMap(({ routes, approvers }) => selectorTexts(approvers).map(who => ({ cidr: routes, who })))
  const routes = [
    ...said.filter(({ cidr }) => cidr !== 'exit'),
    ...all.flatMap(router =>
      (router.routes ?? []).flatMap(cidr => identitiesOf(resolved, router).map(who => ({ cidr, who }))),
    ),
    ...CONNECTOR_ROUTES.flatMap(cidr =>
      appConnectors.flatMap(({ connectors }) => connectors.map(who => ({ cidr, who }))),
    ),
  ]
  const exits = [
    ...said.flatMap(({ cidr, who }) => (cidr === 'exit' ? [who] : [])),
    ...all.flatMap(router => (router.exitNode === true ? identitiesOf(resolved, router) : [])),
  ]
  const byCidr = [...Map.groupBy(routes, ({ cidr }) => cidr)].map(
    ([cidr, found]) => [cidr, unique(found.map(({ who }) => who))] as const,
  )
  return {
    ...(byCidr.length > 0 && { routes: Object.fromEntries(byCidr) }),
    ...(exits.length > 0 && { exitNode: unique(exits) }),
  }
}

/** Routers that are no machines of the tailnet. */
export function homelessRouters(resolved: Resolved): readonly TailnetRouter[] {
  return (resolved.tailnet?.routers ?? []).filter(router => identitiesOf(resolved, router).length === 0)
}

function identitiesOf(resolved: Resolved, { host }: TailnetRouter): readonly string[] {
  const identity = lookup(resolved).host(host)?.tailnet
  if (identity === undefined) return []
  return [identity.by === 'tags' ? identity.tags[0] : loginOf({ name: identity.owner })]
}

function unique(texts: readonly string[]): readonly string[] {
  return [...new Set(texts)]
}
