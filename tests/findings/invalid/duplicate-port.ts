import { external, http, service } from '@homelab/estate'
import { box, type Expected, fixture } from '../parts.ts'

const one = service(import.meta, 'one', {
  title: 'One',
  summary: 'one',
  ports: { http: http(8080) },
  workload: external(box),
})
const two = service(import.meta, 'two', {
  title: 'Two',
  summary: 'two',
  // here
  ports: { web: http(8080) },
  workload: external(box),
})

export default fixture(import.meta, { services: [one, two] })
export const expected: Expected = ['duplicate-port two ports.web']
