import { service } from '@homelab/estate'
import { object, objects } from '@homelab/kubernetes'
import { kube } from '../places.ts'

export const it = service(import.meta, 'metadata', {
  title: 'Metadata',
  summary: 'a namespace with a misspelt label',
  ports: {},
  workload: objects({
    at: kube,
    namespace: 'metadata',
    objects: [
      object('Namespace', {
        metadata: { name: 'elsewhere', lables: { team: 'a' } },
        // column 40: Object literal may only specify known properties, but 'lables' does not exist in type 'ObjectMeta & { readonly name: string; }'. Did you mean to write 'labels'?
      }),
    ],
  }),
})
