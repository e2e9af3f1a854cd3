import { http, service } from '@homelab/estate'
import { argoCdInstallation, clusterSecret } from '@homelab/kubernetes'
import { annex, home } from '../places.ts'
import { secrets } from '../vault.ts'

const its = secrets['argocd/annex']

export const argocd = service(import.meta, 'argocd', {
  title: 'Argo CD',
  summary: 'applies what is rendered to the cluster',
  ports: { http: http(80) },
  workload: argoCdInstallation({
    at: home,
    version: 'v3.2.6',
    // TLS ends at the tailnet Ingress.
    parameters: { 'server.insecure': 'true' },
    settings: {},
    secrets: [clusterSecret(annex, { token: its.token, authority: its.authority })],
    policy: [],
  }),
  probes: { health: { port: 'http', path: '/healthz' } },
  routes: { tailnet: { port: 'http' }, ops: { port: 'http' } },
})
