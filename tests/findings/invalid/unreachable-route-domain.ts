import { external, http, service } from '@homelab/estate'
import { proxy, twoDomains } from '../domains.ts'
import { box, type Expected, fixture } from '../parts.ts'

/** Its proxy serves the other domain alone. */
// here
const web = service(import.meta, 'web', {
  title: 'Web',
  summary: 'web',
  ports: { http: http(8080) },
  workload: external(box),
  routes: { ops: { port: 'http', domain: 'lab' } },
})

export default fixture(import.meta, { clusters: [], domains: twoDomains, services: [web, proxy(box, 'ops')] })
export const expected: Expected = ['unreachable-route web routes.ops']
