import { after, type Needs, type Service, service } from '@homelab/estate'
import { byFlux } from '../by-flux.ts'
import { type Expected, fixture, pod } from '../parts.ts'

/** No service waits in a circle; but the first and the last share a group, and the second has one of its own. */
const first = service(import.meta, 'first', {
  title: 'First',
  summary: 'waits for nobody',
  ports: {},
  workload: pod({ at: byFlux, application: { name: 'shared' } }),
})
const second = service(import.meta, 'second', {
  title: 'Second',
  summary: 'waits for the first',
  ports: {},
  workload: pod({ at: byFlux }),
  needs: (): Needs => [after(first, 'it must be up')],
})
const last: Service = service(import.meta, 'last', {
  title: 'Last',
  summary: 'waits for the second',
  ports: {},
  // here
  workload: pod({ at: byFlux, application: { name: 'shared' } }),
  needs: (): Needs => [after(second, 'it must be up')],
})

export default fixture(import.meta, { clusters: [byFlux], services: [first, second, last] })
export const expected: Expected = ['start-cycle last application shared']
