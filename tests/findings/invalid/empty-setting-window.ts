import { service } from '@homelab/estate'
import { windowed } from '../by-argocd.ts'
import { type Expected, fixture, pod } from '../parts.ts'

/** It selects nothing. */
// here
const kind = windowed([{ kind: 'deny', schedule: '0 3 * * *', duration: '1h', applications: [] }])
const one = service(import.meta, 'one', { title: 'One', summary: 'one', ports: {}, workload: pod({ at: kind }) })

export default fixture(import.meta, { clusters: [kind], services: [one] })
export const expected: Expected = ['empty-setting kind delivery.windows.0']
