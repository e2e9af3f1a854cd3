import { endpoint, http, type Needs, service } from '@homelab/estate'
import { type Expected, kind, pod } from '../parts.ts'
import { tailnetFixture } from '../tailnet.ts'

const web = service(import.meta, 'web', {
  title: 'Web',
  summary: 'web',
  ports: { http: http(80) },
  workload: pod(),
  routes: { tailnet: { port: 'http' } },
})
const other: typeof kind = { ...kind, name: 'other', context: 'other', source: { ...kind.source, folder: 'other' } }
/** Its cluster has endpoints in the tailnet, and its machine is no device of it. */
const reader = service(import.meta, 'reader', {
  title: 'Reader',
  summary: 'reads the web',
  ports: {},
  workload: pod({ at: other }),
  // here
  needs: (): Needs => [endpoint(web, 'http', 'reads pages')],
})

export default tailnetFixture(import.meta, {}, { clusters: [kind, other], services: [web, reader] })
export const expected: Expected = ['policy-refused-flow reader needs.web']
