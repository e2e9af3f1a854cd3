import { http, service } from '@homelab/estate'
import { type Expected, fixture, pod } from '../parts.ts'

// here
const web = service(import.meta, 'web', {
  title: 'Web',
  summary: 'web',
  ports: { http: http(80) },
  workload: pod(),
  probes: { ready: { port: 'htpp' as 'http', path: '/' } },
})

export default fixture(import.meta, { services: [web] })
export const expected: Expected = ['unknown-port web probes.ready']
