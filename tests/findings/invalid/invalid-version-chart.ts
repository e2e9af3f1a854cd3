import { service } from '@homelab/estate'
import { byFlux, release } from '../by-flux.ts'
import { type Expected, fixture } from '../parts.ts'

/** A range, which no Git has; and a branch, which moves. */
const range = service(import.meta, 'range', {
  title: 'Range',
  summary: 'whichever is the newest',
  ports: {},
  // here
  workload: release({ revision: '^1.2.0', releaseName: 'range' }),
})
const branch = service(import.meta, 'branch', {
  title: 'Branch',
  summary: 'whatever was pushed last',
  ports: {},
  // here
  workload: release({ revision: 'main', releaseName: 'branch' }),
})
const tag = service(import.meta, 'tag', {
  title: 'Tag',
  summary: 'always the same',
  ports: {},
  workload: release({ revision: 'helm-chart-1.3.1', releaseName: 'tag' }),
})

export default fixture(import.meta, { clusters: [byFlux], services: [range, branch, tag] })
export const expected: Expected = [
  'invalid-version branch workload.revision',
  'invalid-version range workload.revision',
]
