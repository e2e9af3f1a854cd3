import { external, http, service } from '@homelab/estate'
import { box, type Expected, fixture } from '../parts.ts'

/** What a process listens on counts, and not what its consumers are told. */
const one = service(import.meta, 'one', {
  title: 'One',
  summary: 'one',
  ports: { http: http(80, { target: 3000 }) },
  workload: external(box),
})
const two = service(import.meta, 'two', {
  title: 'Two',
  summary: 'two',
  // here
  ports: { http: http(3000) },
  workload: external(box),
})

export default fixture(import.meta, { services: [one, two] })
export const expected: Expected = ['duplicate-port two ports.http']
