import { service } from '@homelab/estate'
import { application } from '@homelab/kubernetes'
import { byArgoCd } from '../by-argocd.ts'
import { type Expected, fixture, pod } from '../parts.ts'

/** Somebody syncs it by hand, who says each time whether to prune. */
const one = service(import.meta, 'one', {
  title: 'One',
  summary: 'one',
  ports: {},
  // here
  workload: pod({ at: byArgoCd, application: application('one', { prune: true, selfHeal: false }) }),
})
const two = service(import.meta, 'two', {
  title: 'Two',
  summary: 'two',
  ports: {},
  // here
  workload: pod({ at: byArgoCd, application: application('two', { sync: 'by-hand', selfHeal: true }) }),
})

export default fixture(import.meta, { clusters: [byArgoCd], services: [one, two] })
export const expected: Expected = [
  'unread-option one application one.prune',
  'unread-option two application two.selfHeal',
]
