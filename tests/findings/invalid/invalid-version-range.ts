import { service } from '@homelab/estate'
import { byFlux, named } from '../by-flux.ts'
import { type Expected, fixture } from '../parts.ts'

/** Another chart on another day. */
const one = service(import.meta, 'one', {
  title: 'One',
  summary: 'one',
  ports: {},
  // here
  workload: named({ revision: '>=1.2.0' }),
})
const two = service(import.meta, 'two', {
  title: 'Two',
  summary: 'two',
  ports: {},
  // here
  workload: named({ repository: 'oci://registry.example/charts', revision: 'latest' }),
})

export default fixture(import.meta, { clusters: [byFlux], services: [one, two] })
export const expected: Expected = ['invalid-version one workload.revision', 'invalid-version two workload.revision']
