import { external, http, service } from '@homelab/estate'
import { caddy, door } from '../caddy.ts'
import { box, type Expected, fixture, vaulted } from '../parts.ts'

/** Nobody told the proxy where people log in: everybody would be let through. */
// here
const app = service(import.meta, 'app', {
  title: 'App',
  summary: 'app',
  ports: { http: http(3000) },
  workload: external(box),
  routes: { ops: { port: 'http', loginInFront: true } },
})

export default fixture(import.meta, {
  hosts: [box, door],
  clusters: [],
  vaults: [vaulted.vault],
  services: [caddy, app],
})
export const expected: Expected = ['unread-option app routes.ops.loginInFront']
