/** Names behind the proxies that rows open: whoever reaches a proxy reaches what it carries. */

import { lookup, type Resolved, type ResolvedService } from '@homelab/estate/model'
import { present } from '@homelab/formats/present'
import type { ReachRow } from '../reach.ts'
import { hostOf } from './inventory.ts'
import { opensPort } from './rows.ts'

/** One port of a proxy. */
export interface Through {
  /** The service that carries the names. */
  readonly by: string
  readonly to: string
  readonly port: number
  /** Who reaches it, each once. */
  readonly from: readonly string[]
  /** In the order of the routes. */
  readonly names: readonly { readonly name: string; readonly service: string; readonly leadsTo?: string }[]
}

/** @param asked where services were asked for, only their names are told */
export function throughOf(
  resolved: Resolved,
  rows: readonly ReachRow[],
  asked: readonly ResolvedService[],
): readonly Through[] {
  const { proxyOf } = lookup(resolved)
  return resolved.services.flatMap(({ name: by, serves }): readonly Through[] => {
    const to = serves.length === 0 ? undefined : hostOf(resolved, by)?.name
    if (to === undefined) return []
    // Names of the tailnet itself are endpoints of their own.
    const carried = resolved.routes.filter(
      route => proxyOf(route)?.name === by && (asked.length === 0 || asked.some(({ name }) => name === route.service)),
    )
    return [...Map.groupBy(carried, ({ listen }) => listen)].flatMap(([port, routes]) => {
      const from = new Set(rows.filter(row => row.to === to && opensPort(row, 'tcp', port)).map(row => row.from))
      if (from.size === 0) return []
      const names = routes.map(({ hostname, service, backend }) => ({
        name: hostname,
        service,
        ...present({ leadsTo: backend?.url }),
      }))
      return [{ by, to, port, from: [...from], names }]
    })
  })
}
