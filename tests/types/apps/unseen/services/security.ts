import { http, image, service } from '@homelab/estate'
import { deployment } from '@homelab/kubernetes'
import { kube } from '../places.ts'

export const it = service(import.meta, 'security', {
  title: 'Security',
  summary: 'a container whose lock is misspelt',
  ports: { http: http(8080) },
  workload: deployment({
    at: kube,
    namespace: 'security',
    container: {
      image: image('docker.io/example/app', '1.2.3'),
      security: { runAsNonroot: true },
      // column 19: Object literal may only specify known properties, but 'runAsNonroot' does not exist in type 'SecurityContext'. Did you mean to write 'runAsNonRoot'?
    },
  }),
})
