import { service } from '@homelab/estate'
import { application, object } from '@homelab/kubernetes'
import { byArgoCd } from '../by-argocd.ts'
import { type Expected, fixture, pod } from '../parts.ts'

const text = 'x'.repeat(236_000)
const byServer = { annotations: { 'argocd.argoproj.io/sync-options': 'ServerSideApply=true' } }
const map = (name: string, more = {}) => object('ConfigMap', { metadata: { name, ...more }, data: { text } })
// here
const one = service(import.meta, 'one', {
  title: 'One',
  summary: 'one',
  ports: {},
  workload: pod({ at: byArgoCd, objects: [map('large'), map('large-by-server', byServer)] }),
})
const two = service(import.meta, 'two', {
  title: 'Two',
  summary: 'two',
  ports: {},
  workload: pod({
    at: byArgoCd,
    objects: [map('large-too')],
    application: application('two', { syncOptions: ['ServerSideApply=true'] }),
  }),
})

export default fixture(import.meta, { clusters: [byArgoCd], services: [one, two] })
export const expected: Expected = ['oversized-object one ConfigMap apps/large']
