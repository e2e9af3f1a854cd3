import { http, service } from '@homelab/estate'
import { type Expected, fixture, pod } from '../parts.ts'

// here
const web = service(import.meta, 'web', {
  title: 'Web',
  summary: 'web',
  ports: { http: http(80) },
  workload: pod(),
  routes: { public: { port: 'http', mode: 'static', exposed: { since: '2026-02-08', why: 'it is for everybody' } } },
})

export default fixture(import.meta, { services: [web] })
export const expected: Expected = ['unknown-domain web routes.public']
