/** The traffic over the tailnet that services declare. */
import { type Flow, isPort, lookup, type Resolved } from '@homelab/estate/model'
import type { Inventory } from '../inventory.ts'
import type { DeclaredFlow } from '../lint-access.ts'
import { hostOf } from './inventory.ts'
import { endpointName } from './names.ts'

/** A declared flow with the services at its ends. */
export interface TailnetFlow extends DeclaredFlow {
  readonly consumer: string
  readonly provider: string
}

export interface TailnetFlows {
  readonly flows: readonly TailnetFlow[]
  /** Those with an end that has no place in the tailnet. */
  readonly outside: readonly Flow[]
}

export function flowsIn(resolved: Resolved, inventory: Inventory): TailnetFlows {
  const known = new Set(inventory.endpoints.map(({ name }) => name))
  const flows: TailnetFlow[] = []
  const outside: Flow[] = []
  for (const flow of resolved.flows) {
    const target = targetOf(resolved, flow)
    const from = hostOf(resolved, flow.from)
    // That its port is none is a finding already.
    if (!isPort(flow.address.port)) continue
    // Pods and neighbours reach the proxy of their own host without the tailnet.
    if (target === undefined || target === from?.name) continue
    if (from?.tailnet === undefined || !known.has(target)) outside.push(flow)
    else {
      const { from: consumer, to: provider, why, address } = flow
      flows.push({ from: from.name, to: target, protocol: 'tcp', port: address.port, why, consumer, provider })
    }
  }
  return { flows, outside }
}

/** The endpoint to which a flow leads: a tailnet route's own, or the host of the private proxy that carries the name. */
function targetOf(resolved: Resolved, { address, to }: Flow): string | undefined {
  const find = lookup(resolved)
  if (address.via !== 'tailnet' && address.via !== 'ops') return undefined
  const route = find.routesOf(to).find(({ kind, hostname }) => kind === address.via && hostname === address.host)
  if (address.via === 'tailnet') {
    const at = find.service(to)?.at
    return route === undefined || at === undefined ? undefined : endpointName(route, at.kind)
  }
  const proxy = route && find.proxyOf(route)
  const host = proxy === undefined ? undefined : hostOf(resolved, proxy.name)
  return host?.tailnet === undefined ? undefined : host.name
}
