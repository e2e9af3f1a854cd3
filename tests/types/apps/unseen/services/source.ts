import { service } from '@homelab/estate'
import { application, objects } from '@homelab/kubernetes'
import { kube } from '../places.ts'

export const it = service(import.meta, 'source', {
  title: 'Source',
  summary: 'an Application whose source leads nowhere',
  ports: {},
  workload: objects({
    at: kube,
    namespace: 'source',
    application: application('source', {
      moreSources: [{ path: 'charts/source', targetRevision: 'v1' }],
      // column 21: Property '"repoURL"' is missing in type '{ path: string; targetRevision: string; }' but required in type 'IApplicationSource'
    }),
  }),
})
