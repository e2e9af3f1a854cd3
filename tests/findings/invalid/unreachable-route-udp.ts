import { service, udp } from '@homelab/estate'
import { type Expected, fixture, pod } from '../parts.ts'

// here
const dns = service(import.meta, 'dns', {
  title: 'DNS',
  summary: 'answers by UDP',
  ports: { dns: udp(53) },
  workload: pod(),
  routes: { tailnet: { port: 'dns' } },
})

export default fixture(import.meta, { services: [dns] })
export const expected: Expected = ['unreachable-route dns routes.tailnet']
