import { http, service } from '@homelab/estate'
import { application, externalApplications } from '@homelab/kubernetes'
import { minikube } from '../hosts.ts'

/** Stays hand-written. facts K23, K13, K16, P2, O5 */
export const transmission = service(import.meta, 'transmission', {
  title: 'Transmission',
  summary: 'BitTorrent client',
  ports: { http: http(9091) },
  workload: externalApplications({ at: minikube, namespace: 'torrent', applications: [application('torrent')] }),
  probes: { health: { port: 'http', path: '/transmission/web/' } },
  routes: { tailnet: { port: 'http', host: 'torrent' }, ops: { port: 'http', host: 'torrent', audience: 'members' } },
})
