import { service } from '@homelab/estate'
import { application, externalApplications } from '@homelab/kubernetes'
import { byArgoCd } from '../by-argocd.ts'
import { type Expected, fixture } from '../parts.ts'

// here
const one = application('one', { path: 'manual/manifests/one' })

/** Of the two only one would be rendered. */
const app = service(import.meta, 'app', {
  title: 'App',
  summary: 'stays hand-written',
  ports: {},
  workload: externalApplications({
    at: byArgoCd,
    namespace: 'app',
    applications: [one, application('two'), application('one', { targetRevision: 'v1' })],
  }),
})

export default fixture(import.meta, { clusters: [byArgoCd], services: [app] })
export const expected: Expected = ['duplicate-setting app application one']
