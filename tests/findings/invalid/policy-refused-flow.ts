import { endpoint, external, http, type Needs, service } from '@homelab/estate'
import { type Expected, pod } from '../parts.ts'
import { laptop, tailnetFixture } from '../tailnet.ts'

const web = service(import.meta, 'web', {
  title: 'Web',
  summary: 'web',
  ports: { http: http(80) },
  workload: pod(),
  routes: { tailnet: { port: 'http' } },
})
/** Runs on a guest's own machine, and guests are granted nothing. */
const reader = service(import.meta, 'reader', {
  title: 'Reader',
  summary: 'reads the web',
  ports: {},
  workload: external(laptop),
  // here
  needs: (): Needs => [endpoint(web, 'http', 'reads pages')],
})

export default tailnetFixture(import.meta, {}, { services: [web, reader] })
export const expected: Expected = ['policy-refused-flow reader needs.web']
