import { http, image, service } from '@homelab/estate'
import { deployment, hardened } from '@homelab/kubernetes'
import { home } from '../places.ts'

export const docs = service(import.meta, 'docs', {
  title: 'Docs',
  summary: 'the documentation site',
  ports: { http: http(8080) },
  workload: deployment({
    at: home,
    namespace: 'docs',
    replicas: 2,
    budget: { available: 1 },
    container: {
      image: image('ghcr.io/example/docs', '1.4.0'),
      resources: { requests: { memory: '32Mi', cpu: '10m' }, limits: { memory: '64Mi' } },
      security: hardened({ user: 101 }),
    },
  }),
  probes: { ready: { port: 'http', path: '/healthz' } },
  routes: {
    ops: { port: 'http' },
    tailnet: { port: 'http' },
    public: { port: 'http', mode: 'static', exposed: { since: '2026-02-08', why: 'it is for everybody to read' } },
  },
  documents: 'public',
})
