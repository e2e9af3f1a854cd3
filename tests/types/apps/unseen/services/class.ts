import { service } from '@homelab/estate'
import { object, objects } from '@homelab/kubernetes'
import { kube } from '../places.ts'

export const it = service(import.meta, 'class', {
  title: 'Class',
  summary: 'storage that is expanded in words',
  ports: {},
  workload: objects({
    at: kube,
    namespace: 'class',
    objects: [
      object('StorageClass', {
        metadata: { name: 'slow' },
        provisioner: 'example.org/slow',
        allowVolumeExpansion: 'yes',
        // column 9: Type 'string' is not assignable to type 'boolean'
      }),
    ],
  }),
})
