import { service } from '@homelab/estate'
import { object, objects } from '@homelab/kubernetes'
import { kube } from '../places.ts'

export const it = service(import.meta, 'verbs', {
  title: 'Verbs',
  summary: 'a right to nothing',
  ports: {},
  workload: objects({
    at: kube,
    namespace: 'verbs',
    objects: [
      object('Role', {
        metadata: { name: 'reader' },
        rules: [{ apiGroups: [''], resources: ['pods'] }],
        // column 17: Property 'verbs' is missing in type '{ apiGroups: [string]; resources: [string]; }' but required in type 'PolicyRule'
      }),
    ],
  }),
})
