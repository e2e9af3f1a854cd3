import { service } from '@homelab/estate'
import { windowed } from '../by-argocd.ts'
import { type Expected, fixture, pod } from '../parts.ts'

/** No cron, one that never opens, and what only other programs read; Sunday is 0. */
// here
const kind = windowed([
  { kind: 'allow', schedule: 'every night', duration: '1h' },
  { kind: 'allow', schedule: '0 3 31 2 *', duration: '1h' },
  { kind: 'allow', schedule: '0 3 L * *', duration: '1h' },
  { kind: 'allow', schedule: '0 3 * * 7', duration: '1h' },
  { kind: 'allow', schedule: '0 3 * * MON-FRI', duration: '1h' },
])
const one = service(import.meta, 'one', { title: 'One', summary: 'one', ports: {}, workload: pod({ at: kind }) })

export default fixture(import.meta, { clusters: [kind], services: [one] })
export const expected: Expected = [
  'invalid-schedule kind delivery.windows.0',
  'invalid-schedule kind delivery.windows.1',
  'invalid-schedule kind delivery.windows.2',
  'invalid-schedule kind delivery.windows.3',
]
