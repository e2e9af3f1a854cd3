import { type ResolvedRoute, type RouteKind, routeKinds } from '@homelab/estate'
import { mermaid } from '@homelab/formats'
import type { Context } from '../context.ts'
import type { Block } from '../page/block.ts'
import { box, merged, picture } from './picture.ts'

const callers: Readonly<Record<RouteKind, string>> = {
  public: 'Internet',
  ops: 'Private network',
  tailnet: 'Tailnet',
}

/** How requests come in: who asks, which proxy carries them, which services answer. */
export function waysInPicture({ resolved, find }: Context): Block {
  const used = routeKinds.filter(kind => resolved.routes.some(route => route.kind === kind))
  const proxies = resolved.services.filter(({ serves }) => serves !== undefined && used.includes(serves))
  const answering = resolved.services.filter(({ name }) => find.routesOf(name).length > 0)
  // The tailnet's operator serves its cluster alone: hosts answer under their own names.
  const carrier = ({ kind, service }: ResolvedRoute): string =>
    proxies.find(
      ({ serves, workload: { at } }) =>
        serves === kind && (kind !== 'tailnet' || find.service(service)?.workload.at.name === at.name),
    )?.name ?? callers[kind]
  const proxyNames = new Set(proxies.map(({ name }) => name))
  const members = [
    ...used.map(kind => box(callers[kind], callers[kind], 'outside')),
    ...proxies.map(({ name, title }) => box(name, title, 'round')),
    ...answering.filter(({ name }) => !proxyNames.has(name)).map(({ name, title }) => box(name, title)),
  ]
  const edges = [
    ...proxies.flatMap(({ name, serves }) => (serves === undefined ? [] : [mermaid.arrow(callers[serves], name)])),
    ...resolved.routes
      .filter(route => route.service !== carrier(route))
      .map(route =>
        mermaid.arrow(carrier(route), route.service, route.protocol === 'tcp' ? `TCP ${route.listen}` : undefined),
      ),
  ]
  return picture({ direction: 'LR', members, edges: merged(edges) })
}

/** What services ask of each other. */
export function needsPicture({ resolved, find }: Context): Block {
  const flows = resolved.flows.filter(({ origin }) => origin === 'need' || origin === 'database')
  const names = new Set(flows.flatMap(({ from, to }) => [from, to]))
  const members = resolved.services
    .filter(({ name }) => names.has(name))
    .map(({ name, title }) => box(name, title, find.databasesOn(name).length > 0 ? 'store' : 'box'))
  const edges = flows.map(({ from, to, origin }) =>
    origin === 'database' ? mermaid.arrow(from, to, 'SQL') : mermaid.arrow(from, to),
  )
  return picture({ direction: 'LR', members, edges: merged(edges) })
}
