import { service } from '@homelab/estate'
import { object, objects } from '@homelab/kubernetes'
import { kube } from '../places.ts'

export const it = service(import.meta, 'config-map', {
  title: 'ConfigMap',
  summary: 'a ConfigMap of nothing',
  ports: {},
  workload: objects({
    at: kube,
    namespace: 'config-map',
    objects: [
      object('ConfigMap', {
        metadata: { name: 'settings' },
        dta: { mode: 'quick' },
        // column 9: Object literal may only specify known properties, but 'dta' does not exist in type 'Named<KubeConfigMapProps>'. Did you mean to write 'data'?
      }),
    ],
  }),
})
