import { external, http, service } from '@homelab/estate'
import { box, type Expected, fixture, pod } from '../parts.ts'

const one = service(import.meta, 'one', {
  title: 'One',
  summary: 'one',
  ports: { http: http(30080) },
  workload: external(box),
})
const two = service(import.meta, 'two', {
  title: 'Two',
  summary: 'two',
  // here
  ports: { http: http(80, { nodePort: 30080 }) },
  workload: pod({ serviceType: 'NodePort' }),
})

export default fixture(import.meta, { services: [one, two] })
export const expected: Expected = ['duplicate-port two ports.http']
