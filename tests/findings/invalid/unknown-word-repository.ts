import { service } from '@homelab/estate'
import { byFlux, release } from '../by-flux.ts'
import { type Expected, fixture } from '../parts.ts'

/** As Git and Argo CD take it, and Flux does not. */
const one = service(import.meta, 'one', {
  title: 'One',
  summary: 'one',
  ports: {},
  // here
  workload: release({ repository: 'git@forge.example:charts.git' }),
})

export default fixture(import.meta, { clusters: [byFlux], services: [one] })
export const expected: Expected = ['unknown-word one workload.repository']
