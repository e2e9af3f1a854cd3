import { http, image, service } from '@homelab/estate'
import { deployment } from '@homelab/kubernetes'
import { kube } from '../places.ts'

export const it = service(import.meta, 'ports', {
  title: 'Ports',
  summary: 'ports without names, in words',
  ports: { http: http(8080) },
  workload: deployment({
    at: kube,
    namespace: 'ports',
    container: { image: image('docker.io/example/app', '1.2.3') },
    unnamedPorts: 'yes',
    // column 5: Type 'string' is not assignable to type 'true'
  }),
})
