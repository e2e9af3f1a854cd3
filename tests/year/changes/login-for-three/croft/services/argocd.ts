import { http, type Needs, oidcLogin, service } from '@homelab/estate'
import { argoCdInstallation, asArgoCdLogin } from '@homelab/kubernetes'
import { home } from '../places.ts'
import { secrets } from '../vault.ts'
import { dex } from './dex.ts'

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
    policy: [{ member: 'owner@mail.example', of: 'role:admin' }],
  }),
  probes: { health: { port: 'http', path: '/healthz' } },
  routes: { tailnet: { port: 'http' }, ops: { port: 'http' } },
  needs: (): Needs => [oidcLogin(dex, { back: ['ops'], secret: secrets.logins.argocd, as: asArgoCdLogin() })],
})
