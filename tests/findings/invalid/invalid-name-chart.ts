import { service } from '@homelab/estate'
import { byFlux, named } from '../by-flux.ts'
import { type Expected, fixture } from '../parts.ts'

/** Helm finds no chart by such a name. */
const one = service(import.meta, 'one', {
  title: 'One',
  summary: 'one',
  ports: {},
  // here
  workload: named({ chart: 'My Chart' }),
})

export default fixture(import.meta, { clusters: [byFlux], services: [one] })
export const expected: Expected = ['invalid-name one workload.chart']
