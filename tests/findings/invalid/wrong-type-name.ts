import { endpoint, http, type Needs, service } from '@homelab/estate'
import { type Expected, fixture, pod } from '../parts.ts'

/** A name that says nothing can't say where a finding is: its place in the list does. */
// here
const nameless = service(import.meta, '', {
  title: 'Nameless',
  summary: 'nameless',
  ports: { http: http(80) },
  workload: pod(),
  routes: { tailnet: { port: 'http' } },
})
const web = service(import.meta, 'web', {
  title: 'Web',
  summary: 'web',
  ports: {},
  workload: pod(),
  needs: (): Needs => [endpoint(nameless, 'http', 'asks it things')],
})

export default fixture(import.meta, { services: [web, nameless] })
export const expected: Expected = ['wrong-type services[1] name']
