import { type Finding, lookup, type Resolved, settingsIn } from '@homelab/estate/model'
import { present } from '@homelab/formats/present'
import { caddyfileSlot } from './index.ts'

/** Options of routes are read where the Caddyfile is rendered: a proxy that is set up by hand would answer everybody. */
export function unreadRoutes(resolved: Resolved): Finding[] {
  const { service, proxyOf } = lookup(resolved)
  return resolved.routes.flatMap(route => {
    const server = proxyOf(route)
    if (server === undefined || settingsIn(server, caddyfileSlot).length > 0) return []
    return Object.keys(route.ops ?? {}).map((option): Finding => {
      const subject = route.service
      const file = service(subject)?.file
      return {
        code: 'unread-option',
        where: { subject, path: `routes.ops.${option}`, ...present({ file }) },
        problem: `the configuration of ${server.name} is not rendered, and nothing tells it this`,
        fix: `leave it out, or give ${server.name} a \`caddyfile(…)\``,
      }
    })
  })
}
