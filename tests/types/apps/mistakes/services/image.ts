import { image, service } from '@homelab/estate'
import { deployment } from '@homelab/kubernetes'
import { kube } from '../places.ts'

export const it = service(import.meta, 'image', {
  title: 'Image',
  summary: 'an image without its version',
  ports: {},
  workload: deployment({
    at: kube,
    namespace: 'apps',
    container: { image: image('docker.io/example/app') },
    // column 25: Expected 2 arguments, but got 1
  }),
})
