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

/** Anybody on the way can be the repository. */
const two = service(import.meta, 'two', {
  title: 'Two',
  summary: 'two',
  ports: {},
  // here
  workload: named({ repository: 'http://charts.example' }),
})

export default fixture(import.meta, { clusters: [byFlux], services: [one, two] })
export const expected: Expected = ['unknown-word one workload.repository', 'unknown-word two workload.repository']
