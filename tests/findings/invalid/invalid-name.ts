import { http, service } from '@homelab/estate'
import { type Expected, fixture, pod } from '../parts.ts'

// here
const web = service(import.meta, 'web', {
  title: 'Web',
  summary: 'web',
  ports: { http: http(80) },
  workload: pod(),
  routes: { tailnet: { port: 'http', host: 'My_Web' } },
})

export default fixture(import.meta, { services: [web] })
export const expected: Expected = ['invalid-name web routes.tailnet']
