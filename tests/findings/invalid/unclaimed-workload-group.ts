import { service } from '@homelab/estate'
import { externalApplications } from '@homelab/kubernetes'
import { byFlux } from '../by-flux.ts'
import { type Expected, fixture } from '../parts.ts'

const one = service(import.meta, 'one', {
  title: 'One',
  summary: 'hand-written',
  ports: {},
  // here
  workload: externalApplications({ at: byFlux, namespace: 'apps', applications: [{ name: 'one' }] }),
})

export default fixture(import.meta, { clusters: [byFlux], services: [one] })
export const expected: Expected = ['unclaimed-workload one application one']
