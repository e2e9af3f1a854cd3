import { service } from '@homelab/estate'
import { windowed } from '../by-argocd.ts'
import { type Expected, fixture, pod } from '../parts.ts'

/** No time, and none at all. */
// here
const kind = windowed([
  { kind: 'deny', schedule: '0 3 * * *', duration: 'one hour' },
  { kind: 'deny', schedule: '0 3 * * *', duration: '1d' },
  { kind: 'deny', schedule: '0 3 * * *', duration: '0h' },
  { kind: 'deny', schedule: '0 3 * * *', duration: '1h30m' },
])
const one = service(import.meta, 'one', { title: 'One', summary: 'one', ports: {}, workload: pod({ at: kind }) })

export default fixture(import.meta, { clusters: [kind], services: [one] })
export const expected: Expected = [
  'invalid-quantity kind delivery.windows.0',
  'invalid-quantity kind delivery.windows.1',
  'invalid-quantity kind delivery.windows.2',
]
