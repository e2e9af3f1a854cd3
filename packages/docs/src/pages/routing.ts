import type { Resolved, ResolvedRoute, RouteKind } from '@homelab/estate/model'
import { routeKinds } from '@homelab/estate/model'
import { type Block, code, paragraph, section, tableOf } from '@homelab/formats/page'
import { type Context, linkService } from '../context.ts'
import type { Page } from '../page/page.ts'
import { wholePage } from '../page/whole.ts'
import { address, through } from '../services/ways-in.ts'
import { tailnetSections } from './tailnet.ts'

/** Every way in. */
export function routingPage(resolved: Resolved): Page {
  return wholePage(resolved, {
    path: 'routing',
    title: 'Routing',
    tags: ['reference', 'network'],
    about: 'every way in: host names, proxies, what they lead to',
    body: context => [
      paragraph(
        'A route is a way in. A service declares it; names, certificates and the proxies’ files follow from that.',
      ),
      domainTable(context),
      ...routeKinds.map(kind => section(titles[kind], routeTable(context, kind))),
      ...tailnetSections(resolved),
    ],
  })
}

const titles: Readonly<Record<RouteKind, string>> = {
  public: 'From the internet',
  ops: 'Through the private proxy',
  tailnet: 'In the tailnet',
}

const reach: Readonly<Record<RouteKind, string>> = {
  public: 'everybody',
  ops: 'clients of the private network, pods and containers',
  tailnet: 'clients of the tailnet only; names of the cluster do not resolve in pods',
}

/** The domains, with who serves and who reaches them. */
export function domainTable(context: Context): Block {
  const { domains } = context.resolved
  return tableOf(
    ['domain', 'route', 'served by', 'reached by', 'DNS zone'],
    domains.map(({ name: of, kind, suffix, zone }) => [
      code(`*.${suffix}`),
      of === kind ? kind : `${kind}, ${code(`domain: '${of}'`)}`,
      context.find
        .serving(of)
        .map(({ name }) => linkService(context, name))
        .join(', '),
      reach[kind],
      zone === undefined ? '' : code(zone),
    ]),
  )
}

function routeTable(context: Context, kind: RouteKind): Block {
  const routes = context.resolved.routes.filter(route => route.kind === kind)
  return tableOf(
    ['address', 'service', 'port', 'through', 'leads to', 'mode or paths', 'tags'],
    routes.map(route => [
      address(route),
      linkService(context, route.service),
      code(route.port),
      through(context, route),
      backend(route),
      route.public?.mode ?? (route.paths ?? []).map(code).join(', '),
      route.tags.map(code).join(', '),
    ]),
  )
}

function backend({ backend: to }: ResolvedRoute): string {
  return to === undefined ? '' : code(to.url)
}
