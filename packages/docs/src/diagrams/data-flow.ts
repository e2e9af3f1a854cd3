import { type ResolvedRoute, type RouteKind, routeKinds } from '@homelab/estate/model'
import { mermaid } from '@homelab/formats'
import type { Block } from '@homelab/formats/page'
import type { Context } from '../context.ts'
import { box, merged, picture } from './picture.ts'

const callers: Readonly<Record<RouteKind, string>> = {
  public: 'Internet',
  ops: 'Private network',
  tailnet: 'Tailnet',
}

/**
 * How requests come in: who asks, which proxy carries them, which services answer. A picture for each kind of route: in
 * one, an arrow of the tailnet ran through the internet's box.
 */
export function waysInPictures(context: Context): Block {
  return routeKinds.map(kind => waysIn(context, kind))
}

function waysIn({ resolved, find }: Context, kind: RouteKind): Block {
  const routes = resolved.routes.filter(route => route.kind === kind)
  if (routes.length === 0) return undefined
  const domains = resolved.domains.filter(domain => domain.kind === kind).map(({ name }) => name)
  const proxies = [...new Set(domains.flatMap(find.serving))]
  // The tailnet's operator serves its cluster alone: hosts answer under their own names.
  const carrier = ({ domain, service }: ResolvedRoute): string =>
    find.serving(domain).find(({ at }) => kind !== 'tailnet' || find.service(service)?.at.name === at.name)?.name ??
    callers[kind]
  const proxyNames = new Set(proxies.map(({ name }) => name))
  const names = new Set(routes.map(({ service }) => service))
  const answering = resolved.services.filter(({ name }) => names.has(name) && !proxyNames.has(name))
  const members = [
    box(callers[kind], callers[kind], 'outside'),
    ...proxies.map(({ name, title }) => box(name, title, 'round')),
    ...answering.map(({ name, title }) => box(name, title)),
  ]
  const edges = [
    ...proxies.map(({ name }) => mermaid.arrow(callers[kind], name)),
    // In the column of the others, and not in the way of their arrows.
    ...routes
      .filter(route => carrier(route) === callers[kind])
      .flatMap(({ service }) => proxies.map(({ name }) => mermaid.beside(name, service))),
    ...routes
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
