import { http, image, service } from '@homelab/estate'
import { deployment } from '@homelab/kubernetes'
import { kube } from '../places.ts'

export const it = service(import.meta, 'pod', {
  title: 'Pod',
  summary: 'pods with a misspelt option',
  ports: { http: http(8080) },
  workload: deployment({
    at: kube,
    namespace: 'pod',
    container: { image: image('docker.io/example/app', '1.2.3') },
    pod: { hostNetwrok: true },
    // column 12: Object literal may only specify known properties, but 'hostNetwrok' does not exist in type 'Partial<PodSpec>'. Did you mean to write 'hostNetwork'?
  }),
})
