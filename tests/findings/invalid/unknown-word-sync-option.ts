import { service } from '@homelab/estate'
import { application } from '@homelab/kubernetes'
import { byArgoCd } from '../by-argocd.ts'
import { type Expected, fixture, pod } from '../parts.ts'

/** Argo CD knows the options, and not what two of them are set to. */
const one = service(import.meta, 'one', {
  title: 'One',
  summary: 'one',
  ports: {},
  workload: pod({
    at: byArgoCd,
    // here
    application: application('one', {
      syncOptions: ['CreateNamespace=yes', 'Prune=confirm', 'PrunePropagationPolicy=true'],
    }),
  }),
})

export default fixture(import.meta, { clusters: [byArgoCd], services: [one] })
export const expected: Expected = [
  'unknown-word one application one.syncOptions',
  'unknown-word one application one.syncOptions',
]
