import { service } from '@homelab/estate'
import { application, objects } from '@homelab/kubernetes'
import { kube } from '../places.ts'

export const it = service(import.meta, 'ignored', {
  title: 'Ignored',
  summary: 'an Application that ignores something of no kind',
  ports: {},
  workload: objects({
    at: kube,
    namespace: 'ignored',
    application: application('ignored', {
      ignoreDifferences: [{ group: 'apps', jsonPointers: ['/spec/replicas'] }],
      // column 27: Property '"kind"' is missing in type '{ group: string; jsonPointers: [string]; }' but required in type 'IResourceIgnoreDifferences'
    }),
  }),
})
