import { service } from '@homelab/estate'
import { applyFolder } from '@homelab/kubernetes'
import { named } from '../by-flux.ts'
import { type Expected, fixture, kind } from '../parts.ts'

/** The script fetches out of Git. */
const applied: typeof kind = { ...kind, delivery: applyFolder() }
const one = service(import.meta, 'one', {
  title: 'One',
  summary: 'one',
  ports: {},
  // here
  workload: named({ at: applied }),
})

export default fixture(import.meta, { clusters: [applied], services: [one] })
export const expected: Expected = ['unclaimed-workload one workload.chart']
