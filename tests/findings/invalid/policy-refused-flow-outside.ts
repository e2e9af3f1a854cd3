import { endpoint, external, http, type Needs, service } from '@homelab/estate'
import { box, type Expected, pod } from '../parts.ts'
import { tailnetFixture } from '../tailnet.ts'

const web = service(import.meta, 'web', {
  title: 'Web',
  summary: 'web',
  ports: { http: http(80) },
  workload: pod(),
  routes: { tailnet: { port: 'http' } },
})
/** Its machine is not in the tailnet, which is the only way in. */
const reader = service(import.meta, 'reader', {
  title: 'Reader',
  summary: 'reads the web',
  ports: {},
  workload: external(box),
  needs: (): Needs => [endpoint(web, 'http', 'reads pages')],
})

export default tailnetFixture(import.meta, {}, { services: [web, reader] })
export const expected: Expected = ['policy-refused-flow reader needs.web']
