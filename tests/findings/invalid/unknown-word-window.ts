import { service } from '@homelab/estate'
import { windowed } from '../by-argocd.ts'
import { type Expected, fixture, pod } from '../parts.ts'

/** Argo CD takes a time zone that it does not know for UTC. */
// here
const kind = windowed([
  { kind: 'deny', schedule: '0 3 * * *', duration: '1h', timeZone: 'Europe/Berlin' },
  { kind: 'deny', schedule: '0 4 * * *', duration: '1h', timeZone: 'US/Pacific' },
  { kind: 'deny', schedule: '0 3 * * *', duration: '1h', timeZone: 'Europe/Berlim' },
])
const one = service(import.meta, 'one', { title: 'One', summary: 'one', ports: {}, workload: pod({ at: kind }) })

export default fixture(import.meta, { clusters: [kind], services: [one] })
export const expected: Expected = ['unknown-word kind delivery.windows.2']
