import { service } from '@homelab/estate'
import { alsoAt } from '@homelab/kubernetes'
import { argo, far, home, storeAtHome } from '../hills.ts'
import { type Expected, fixture, pod } from '../parts.ts'

/** Pods have no values of a chart. */
const one = service(import.meta, 'one', { title: 'One', summary: 'one', ports: {}, workload: pod({ at: home }) })
// here
const second = alsoAt(far, one, { workload: { values: { replicas: 2 } } })

export default fixture(import.meta, { clusters: [home, far], services: [argo, storeAtHome, one, second] })
export const expected: Expected = ['unread-option one-far workload.values']
