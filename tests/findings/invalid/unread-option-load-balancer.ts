import { http, service } from '@homelab/estate'
import { metalLb, serviceLb } from '@homelab/kubernetes'
import { type Expected, fixture, pod } from '../parts.ts'

const none = service(import.meta, 'none', {
  title: 'None',
  summary: 'has nothing to open',
  ports: {},
  // here
  workload: pod({ serviceType: metalLb('192.0.2.240') }),
})
/** Kubernetes would open both, and the second unasked. */
const both = service(import.meta, 'both', {
  title: 'Both',
  summary: 'opens more than it is asked for',
  // here
  ports: { http: http(80, { nodePort: 30080 }) },
  workload: pod({ serviceType: serviceLb() }),
})

export default fixture(import.meta, { services: [none, both] })
export const expected: Expected = ['unread-option both ports.http', 'unread-option none workload.serviceType']
