import { http, service } from '@homelab/estate'
import { application, externalApplications } from '@homelab/kubernetes'
import { minikube } from '../hosts.ts'

/** Stays hand-written. facts K23, K13, P2, O5 */
export const devpi = service(import.meta, 'devpi', {
  title: 'Devpi',
  summary: 'proxy of the Python package index',
  ports: { http: http(3141) },
  workload: externalApplications({ at: minikube, namespace: 'devpi', applications: [application('devpi')] }),
  probes: { health: { port: 'http', path: '/+api' } },
  routes: { tailnet: { port: 'http', host: 'pypi' }, ops: { port: 'http', host: 'pypi', audience: 'members' } },
})
