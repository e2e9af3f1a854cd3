import { fills, type Slots } from '@homelab/estate/contents'
import {
  type Finding,
  lookup,
  type Projection,
  type Rendered,
  type Resolved,
  type ResolvedService,
  settingsIn,
} from '@homelab/estate/model'
import { printCaddyfile } from '@homelab/formats'
import { checkLogin } from './check-login.ts'
import { type CaddySettings, caddyfileSlot } from './index.ts'
import { isLoginInFront } from './login.ts'
import { caddyfilePath } from './place.ts'
import { caddyfileTree, loginOf, routesOn } from './tree.ts'
import { unreadRoutes } from './unread-routes.ts'

/** The file that the proxy's service is configured with. */
export const caddySlots: Slots = fills(caddyfileSlot, fill)

/** The Caddyfiles by themselves, for reading and for the checks; the workload of each proxy carries the same one. */
export const caddy: Projection = { target: 'caddy', render }

function render(resolved: Resolved): Rendered {
  const { privateProxies } = lookup(resolved)
  const proxies = resolved.services.flatMap(service =>
    settingsIn(service, caddyfileSlot).map(settings => ({ service, settings })),
  )
  return {
    files: proxies.map(({ service, settings }) => ({
      path: caddyfilePath(service.name, service.name === (privateProxies[0] ?? proxies[0]?.service)?.name),
      content: fill(resolved, service, settings),
      sources: [service.file],
    })),
    claims: [],
    takes: resolved.flows.filter(
      ({ from, use }) => isLoginInFront(use) && proxies.some(({ service }) => service.name === from),
    ),
    findings: [
      ...proxies.flatMap(({ service, settings }) => check(resolved, service, settings)),
      ...unreadRoutes(resolved),
      ...checkLogin(resolved),
    ],
  }
}

function fill(resolved: Resolved, service: ResolvedService, settings: CaddySettings): string {
  const domains = resolved.domains.filter(({ name }) => service.serves.includes(name))
  if (domains.length === 0) return ''
  const tree = caddyfileTree(domains, routesOn(resolved, domains), settings, loginOf(resolved, service.name))
  return printCaddyfile(tree, {
    header: `Rendered from ${service.file} and the routes of all services; do not edit: change the source and run synth.`,
  })
}

function check(resolved: Resolved, service: ResolvedService, { example }: CaddySettings): Finding[] {
  const known = resolved.routes.filter(({ domain }) => service.serves.includes(domain)).map(({ label }) => label)
  if (known.includes(example)) return []
  return [
    {
      code: 'unreachable-route',
      where: { subject: service.name, path: 'workload', file: service.file },
      problem: 'the example on the base domain’s page is no route',
      got: example,
      expected: [...new Set(known)].join(', '),
      fix: 'name the label of a route that the proxy serves',
    },
  ]
}
