import { service } from '@homelab/estate'
import { application } from '@homelab/kubernetes'
import { byArgoCd } from '../by-argocd.ts'
import { type Expected, fixture, pod } from '../parts.ts'

/** It would decide alone whether syncs undo what the Application ignores. */
const one = service(import.meta, 'one', {
  title: 'One',
  summary: 'one',
  ports: {},
  workload: pod({
    at: byArgoCd,
    // here
    application: application('one', {
      ignoreDifferences: [{ group: 'apps', kind: 'Deployment', jsonPointers: ['/spec/replicas'] }],
      syncOptions: [
        'RespectIgnoreDifferences=false',
        'CreateNamespace=true',
        'CreateNamespace=false',
        'ServerSideAply=true',
      ],
    }),
  }),
})

export default fixture(import.meta, { clusters: [byArgoCd], services: [one] })
export const expected: Expected = [
  'duplicate-setting one application one.syncOptions',
  'duplicate-setting one application one.syncOptions',
  'unknown-word one application one.syncOptions',
]
