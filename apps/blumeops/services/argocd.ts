import { http, service } from '@homelab/estate'
import { application, externalApplications } from '@homelab/kubernetes'
import { minikube } from '../hosts.ts'

/** facts K2, K4, K5 */
export const argocd = service(import.meta, 'argocd', {
  title: 'Argo CD',
  summary: 'GitOps: applies what is rendered to the cluster',
  ports: { http: http(80) },
  workload: externalApplications({
    at: minikube,
    namespace: 'argocd',
    serviceName: 'argocd-server',
    applications: [application('argocd')],
  }),
  probes: { health: { port: 'http', path: '/healthz' } },
  routes: { tailnet: { port: 'http' }, ops: { port: 'http' } },
})
