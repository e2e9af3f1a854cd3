import { http, service } from '@homelab/estate'
import { type Expected, fixture, pod } from '../parts.ts'

const prober = service(import.meta, 'prober', {
  title: 'Prober',
  summary: 'probes',
  ports: {},
  workload: pod(),
  collects: ['probes'],
})
// here
const web = service(import.meta, 'web', {
  title: 'Web',
  summary: 'is to be probed through a route that it does not have',
  ports: { http: http(80) },
  workload: pod({ objectName: 'other' }),
  probes: { health: { port: 'http', path: '/', via: 'ops' } },
})

export default fixture(import.meta, { services: [prober, web] })
export const expected: Expected = ['unreachable-route web probes.health']
