import { http, image, service } from '@homelab/estate'
import { deployment, hardened } from '@homelab/kubernetes'
import { annex } from '../places.ts'

export const cv = service(import.meta, 'cv', {
  title: 'CV',
  summary: 'who runs the croft, and what they did before',
  ports: { http: http(8080) },
  workload: deployment({
    at: annex,
    namespace: 'cv',
    container: {
      image: image('ghcr.io/example/cv', '1.0.2'),
      resources: { requests: { memory: '32Mi', cpu: '10m' }, limits: { memory: '64Mi' } },
      security: hardened({ user: 101 }),
    },
  }),
  probes: { ready: { port: 'http', path: '/' } },
  routes: { tailnet: { port: 'http' } },
})
