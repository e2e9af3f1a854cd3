import { http, image, service } from '@homelab/estate'
import { deployment } from '@homelab/kubernetes'
import { kube } from '../places.ts'

export const it = service(import.meta, 'pod-security', {
  title: 'PodSecurity',
  summary: 'pods of a group in words',
  ports: { http: http(8080) },
  workload: deployment({
    at: kube,
    namespace: 'pod-security',
    container: { image: image('docker.io/example/app', '1.2.3') },
    podSecurity: { fsGroup: '1000' },
    // column 20: Type 'string' is not assignable to type 'number'
  }),
})
