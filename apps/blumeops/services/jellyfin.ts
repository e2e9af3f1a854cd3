import { external, http, service } from '@homelab/estate'
import { indri } from '../hosts.ts'

/** facts A7, N4, N5, P2 */
export const jellyfin = service(import.meta, 'jellyfin', {
  title: 'Jellyfin',
  summary: 'media server',
  ports: { http: http(8096) },
  workload: external(indri),
  probes: { health: { port: 'http', path: '/health' } },
  routes: { ops: { port: 'http' } },
})
