import { service } from '@homelab/estate'
import { windowed } from '../by-argocd.ts'
import { type Expected, fixture, pod } from '../parts.ts'

/** The root is an Application as well; of two patterns one is none's. */
// here
const kind = windowed([
  { kind: 'deny', schedule: '0 3 * * *', duration: '1h', applications: ['root', 'on*'] },
  { kind: 'deny', schedule: '0 3 * * *', duration: '1h', applications: ['one', 'tow-*'] },
])
const one = service(import.meta, 'one', { title: 'One', summary: 'one', ports: {}, workload: pod({ at: kind }) })

export default fixture(import.meta, { clusters: [kind], services: [one] })
export const expected: Expected = ['unprovided-reference kind delivery.windows.1']
