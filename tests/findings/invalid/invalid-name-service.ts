import { http, service } from '@homelab/estate'
import { type Expected, fixture, pod } from '../parts.ts'

/** Its routes and objects are named after it: one finding, where the name is written. */
// here
const web = service(import.meta, 'My_Web', {
  title: 'Web',
  summary: 'web',
  ports: { http: http(80) },
  workload: pod(),
  routes: { tailnet: { port: 'http' } },
})

export default fixture(import.meta, { services: [web] })
export const expected: Expected = ['invalid-name My_Web']
