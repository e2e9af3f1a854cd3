import { external, http, service } from '@homelab/estate'
import { box, type Expected, fixture, pod } from '../parts.ts'

const tile = { title: 'Web', group: 'Web', icon: 'web.png', description: 'a web' }
const about = { title: 'Web', summary: 'says what nobody reads' }

/** The home page finds tiles on the Ingresses of a cluster. */
// here
const old = service(import.meta, 'old', {
  ...about,
  // here
  ports: { http: http(8080, { nodePort: 30090 }) },
  workload: external(box),
  tile,
})
const pods = service(import.meta, 'pods', {
  ...about,
  // here
  ports: { http: http(80, { nodePort: 30080 }) },
  workload: pod(),
})
const chosen = service(import.meta, 'chosen', {
  ...about,
  ports: { http: http(80) },
  // here
  workload: pod({ serviceType: 'NodePort' }),
})
const right = service(import.meta, 'right', {
  ...about,
  ports: { http: http(80, { nodePort: 30081 }) },
  workload: pod({ serviceType: 'NodePort' }),
  routes: { tailnet: { port: 'http' } },
  tile,
})

export default fixture(import.meta, { services: [old, pods, chosen, right] })
export const expected: Expected = [
  'unread-option chosen workload.serviceType',
  'unread-option old ports.http',
  'unread-option old tile',
  'unread-option pods ports.http',
]
