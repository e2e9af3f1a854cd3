import type { Port, ResolvedLogin, ResolvedRoute, ResolvedService } from '@homelab/estate/model'
import { type Block, code, plain, section, tableOf } from '@homelab/formats/page'
import { type Context, linkService } from '../context.ts'
import { balancedText } from '../pages/ports.ts'

/** Addresses under which it answers, where people log in, and its ports. */
export function waysIn(context: Context, service: ResolvedService): Block {
  const { name, ports } = service
  const routes = context.find.routesOf(name)
  return [
    section(
      'Ways in',
      tableOf(
        ['route', 'address', 'through', 'to', 'tags'],
        routes.map(route => [
          route.public === undefined ? route.kind : `${route.kind}, ${route.public.mode}`,
          address(route),
          through(context, route),
          code(route.port),
          route.tags.map(code).join(', '),
        ]),
      ),
    ),
    section(
      'Logging in',
      tableOf(
        ['people log in with', 'which knows it as', 'at', 'and come back to'],
        context.find
          .loginsFor(name)
          .map(({ provider, client, secret, issuer, back }) => [
            linkService(context, provider),
            knownAs(client, secret),
            code(issuer.url),
            back.map(({ redirect }) => code(redirect)).join(', '),
          ]),
      ),
      tableOf(
        ['people log in here to', 'known as', 'and come back to'],
        context.find
          .loginsAt(name)
          .map(({ service: program, client, secret, back }) => [
            linkService(context, program),
            knownAs(client, secret),
            back.map(({ redirect }) => code(redirect)).join(', '),
          ]),
      ),
    ),
    section(
      'Ports',
      tableOf(
        ['name', 'protocol', 'port', 'process listens on', 'node port', 'local network'],
        Object.entries(ports).map(([port, spec]) => [
          code(port),
          spec.protocol,
          String(spec.port),
          ...listens(spec),
          balancedText(service, port),
        ]),
      ),
    ),
  ]
}

/** The address of a route: a link for browsers, code for everything else. */
export function address({ protocol, url }: Pick<ResolvedRoute, 'protocol' | 'url'>): string {
  return protocol === 'https' ? `[${plain(url)}](${url})` : code(url)
}

/** The service that carries a route. */
export function through(context: Context, { kind, domain, service }: ResolvedRoute): string {
  const at = context.find.service(service)?.at
  const proxies = context.find.serving(domain)
  // The tailnet's operator serves its cluster alone: hosts answer under their own names.
  const own = proxies.filter(proxy => kind !== 'tailnet' || proxy.at.name === at?.name)
  return own.map(({ name }) => linkService(context, name)).join(', ')
}

function listens({ port, target, nodePort }: Port): readonly [string, string] {
  return [target === undefined || target === port ? '' : String(target), nodePort === undefined ? '' : String(nodePort)]
}

function knownAs(client: string, secret: ResolvedLogin['secret']): string {
  return secret === undefined ? `${code(client)}, without a secret` : code(client)
}
