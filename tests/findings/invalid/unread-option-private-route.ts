import { external, http, service, tcp } from '@homelab/estate'
import { caddy, door } from '../caddy.ts'
import { box, type Expected, fixture, vaulted } from '../parts.ts'

/** What is carried as TCP has no headers, and the proxy keeps nobody out of it. */
// here
const app = service(import.meta, 'app', {
  title: 'App',
  summary: 'app',
  ports: { http: http(3000), raw: tcp(4000) },
  workload: external(box),
  routes: {
    ops: [
      { port: 'http' },
      { port: 'raw', host: 'raw', allowedFrom: ['192.0.2.0/24'], headers: { toBrowser: { 'X-A': 'a' } } },
    ],
  },
})

export default fixture(import.meta, {
  hosts: [box, door],
  clusters: [],
  vaults: [vaulted.vault],
  services: [caddy, app],
})
export const expected: Expected = [
  'unread-option app routes.ops[1].allowedFrom',
  'unread-option app routes.ops[1].headers',
]
