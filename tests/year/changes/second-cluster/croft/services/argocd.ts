import { type Cluster, http, service } from '@homelab/estate'
import { argoCdInstallation } from '@homelab/kubernetes'
import { annex, home } from '../places.ts'

export const argocd = service(import.meta, 'argocd', {
  title: 'Argo CD',
  summary: 'applies what is rendered to the cluster',
  ports: { http: http(80) },
  workload: argoCdIn(home),
  probes: { health: { port: 'http', path: '/healthz' } },
  routes: { tailnet: { port: 'http' }, ops: { port: 'http' } },
})

export const argocdAnnex = service(import.meta, 'argocd-annex', {
  title: 'Argo CD of the annex',
  summary: 'applies what is rendered to the annex',
  ports: { http: http(80) },
  workload: argoCdIn(annex),
  probes: { health: { port: 'http', path: '/healthz' } },
  routes: { tailnet: { port: 'http' }, ops: { port: 'http' } },
})

function argoCdIn(at: Cluster) {
  return argoCdInstallation({
    at,
    version: 'v3.2.6',
    // TLS ends at the tailnet Ingress.
    parameters: { 'server.insecure': 'true' },
    settings: {},
    policy: [],
  })
}
