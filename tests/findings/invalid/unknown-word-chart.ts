import { service } from '@homelab/estate'
import { byFlux, named } from '../by-flux.ts'
import { type Expected, fixture } from '../parts.ts'

/** A repository of Git has folders. */
const one = service(import.meta, 'one', {
  title: 'One',
  summary: 'one',
  ports: {},
  // here
  workload: named({ repository: 'ssh://git@forge.example/charts.git' }),
})

export default fixture(import.meta, { clusters: [byFlux], services: [one] })
export const expected: Expected = ['unknown-word one workload.repository']
