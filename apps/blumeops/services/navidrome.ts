import { http, service } from '@homelab/estate'
import { application, externalApplications } from '@homelab/kubernetes'
import { minikube } from '../hosts.ts'

/** facts K5, K17 */
export const navidrome = service(import.meta, 'navidrome', {
  title: 'Navidrome',
  summary: 'music streaming server',
  ports: { http: http(4533) },
  workload: externalApplications({ at: minikube, namespace: 'navidrome', applications: [application('navidrome')] }),
  probes: { health: { port: 'http', path: '/ping' } },
  routes: { tailnet: { port: 'http', host: 'dj' }, ops: { port: 'http', host: 'dj' } },
})
