import { service } from '@homelab/estate'
import { object, objects } from '@homelab/kubernetes'
import { kube } from '../places.ts'

export const it = service(import.meta, 'kind', {
  title: 'Kind',
  summary: 'an object of a kind that nobody knows',
  ports: {},
  workload: objects({
    at: kube,
    namespace: 'apps',
    objects: [object('Rol', { metadata: { name: 'reader' } })],
    // column 22: Argument of type '"Rol"' is not assignable to parameter of type 'keyof ObjectProps'
  }),
})
