import { service } from '@homelab/estate'
import { object, objects } from '@homelab/kubernetes'
import { kube } from '../places.ts'

export const it = service(import.meta, 'binding', {
  title: 'Binding',
  summary: 'a right that nobody gets',
  ports: {},
  workload: objects({
    at: kube,
    namespace: 'binding',
    objects: [
      object('ServiceAccount', { metadata: { name: 'reader' } }),
      object('RoleBinding', {
        metadata: { name: 'reader' },
        roleRef: { kind: 'ClusterRole', name: 'view' },
        // column 9: Property 'apiGroup' is missing in type '{ kind: string; name: string; }' but required in type 'RoleRef'
        subjects: [{ kind: 'ServiceAccount', name: 'reader', namespace: 'binding' }],
      }),
    ],
  }),
})
