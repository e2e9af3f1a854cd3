/** Traffic that is new, and traffic that ends. */
import type { Flow, ResolvedRoute } from '@homelab/estate/model'
import type { Ground } from '../ground.ts'

const carried: ReadonlySet<Flow['origin']> = new Set(['need', 'database', 'route'])

function keyOf({ from, to, port, address }: Flow): string {
  return [from, to, port, address.url].join('\t')
}

function only(some: readonly Flow[], others: readonly Flow[]): readonly Flow[] {
  const known = new Set(others.map(keyOf))
  return some.filter(flow => carried.has(flow.origin) && !known.has(keyOf(flow)))
}

/** What somebody asks for, and did not there. */
export function comingFlows({ before, after }: Ground): readonly Flow[] {
  return only(after.flows, before.flows)
}

export function goingFlows({ before, after }: Ground): readonly Flow[] {
  return only(before.flows, after.flows)
}

/** The route whose name a flow asks for, and so the proxy through which it goes. */
export function routeOf(routes: readonly ResolvedRoute[], { address, to }: Flow): ResolvedRoute | undefined {
  return address.via === 'ops' || address.via === 'public'
    ? routes.find(({ kind, service, hostname }) => kind === address.via && service === to && hostname === address.host)
    : undefined
}
