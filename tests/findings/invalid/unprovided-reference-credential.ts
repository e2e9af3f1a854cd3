import { service } from '@homelab/estate'
import { byFlux, release } from '../by-flux.ts'
import { type Expected, fixture } from '../parts.ts'

/** Nobody reads over SSH without a key. */
const one = service(import.meta, 'one', {
  title: 'One',
  summary: 'one',
  ports: {},
  // here
  workload: release({ repository: 'ssh://git@forge.example/charts.git' }),
})

export default fixture(import.meta, { clusters: [byFlux], services: [one] })
export const expected: Expected = ['unprovided-reference one workload.repository']
