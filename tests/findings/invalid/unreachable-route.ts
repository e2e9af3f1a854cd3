import { http, service } from '@homelab/estate'
import { type Expected, fixture, pod } from '../parts.ts'

/** Nobody serves the ops domain. */
// here
const web = service(import.meta, 'web', {
  title: 'Web',
  summary: 'web',
  ports: { http: http(80) },
  workload: pod(),
  routes: { ops: { port: 'http' } },
})

export default fixture(import.meta, { services: [web] })
export const expected: Expected = ['unreachable-route web routes.ops']
