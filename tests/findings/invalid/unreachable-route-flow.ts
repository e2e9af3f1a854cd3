import { endpoint, external, http, type Needs, service } from '@homelab/estate'
import { box, type Expected, fixture, pod } from '../parts.ts'

/** A port inside the cluster that no route and no node port opens. */
const inner = service(import.meta, 'inner', {
  title: 'Inner',
  summary: 'inner',
  ports: { http: http(80) },
  workload: pod(),
})
const outer = service(import.meta, 'outer', {
  title: 'Outer',
  summary: 'outer',
  ports: {},
  workload: external(box),
  // here
  needs: (): Needs => [endpoint(inner, 'http', 'asks it things')],
})

export default fixture(import.meta, { services: [inner, outer] })
export const expected: Expected = ['unreachable-route outer needs']
