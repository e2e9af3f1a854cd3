import { http, service } from '@homelab/estate'
import { argoCdInstallation } from '@homelab/kubernetes'
import { home } from '../places.ts'

export const argocd = service(import.meta, 'argocd', {
  title: 'Argo CD',
  summary: 'applies what is rendered to the cluster',
  ports: { http: http(80) },
  workload: argoCdInstallation({
    at: home,
    version: 'v3.3.2',
    // TLS ends at the tailnet Ingress.
    parameters: { 'server.insecure': 'true' },
    settings: {},
    policy: [],
  }),
  probes: { health: { port: 'http', path: '/healthz' } },
  routes: { tailnet: { port: 'http' }, ops: { port: 'http' } },
})
