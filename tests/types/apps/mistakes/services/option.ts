import { image, service } from '@homelab/estate'
import { deployment } from '@homelab/kubernetes'
import { kube } from '../places.ts'

export const it = service(import.meta, 'option', {
  title: 'Option',
  summary: 'a misspelt option of a workload',
  ports: {},
  workload: deployment({
    at: kube,
    namespace: 'apps',
    reqlicas: 2,
    // column 5: Object literal may only specify known properties, but 'reqlicas' does not exist in type 'PodProps'. Did you mean to write 'replicas'?
    container: { image: image('docker.io/example/app', '1.2.3') },
  }),
})
