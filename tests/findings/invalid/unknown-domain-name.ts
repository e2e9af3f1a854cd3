import { external, http, service } from '@homelab/estate'
import { proxy, twoDomains } from '../domains.ts'
import { box, type Expected, fixture } from '../parts.ts'

// here
const web = service(import.meta, 'web', {
  title: 'Web',
  summary: 'web',
  ports: { http: http(8080) },
  workload: external(box),
  routes: {
    ops: [{ port: 'http' }, { port: 'http', domain: 'lap' }],
  },
})

export default fixture(import.meta, {
  clusters: [],
  domains: twoDomains,
  services: [web, proxy(box, 'ops', 'lab')],
})
export const expected: Expected = ['unknown-domain web routes.ops[1].domain']
