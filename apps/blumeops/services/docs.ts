import { http, service } from '@homelab/estate'
import { application, externalApplications } from '@homelab/kubernetes'
import { minikube } from '../hosts.ts'

/** facts K5, K18, N3 */
export const docs = service(import.meta, 'docs', {
  title: 'Docs',
  summary: 'the documentation site',
  ports: { http: http(80) },
  workload: externalApplications({ at: minikube, namespace: 'docs', applications: [application('docs')] }),
  probes: { health: { port: 'http', path: '/healthz' } },
  routes: {
    tailnet: { port: 'http' },
    ops: { port: 'http' },
    public: { port: 'http', mode: 'static' },
  },
})
