import { external, http, service } from '@homelab/estate'
import { sifaka } from '../hosts.ts'

/** facts N4, N7, P2 */
export const nasDashboard = service(import.meta, 'nas-dashboard', {
  title: 'NAS dashboard',
  summary: 'web interface of the NAS',
  ports: { http: http(5000) },
  workload: external(sifaka),
  probes: { health: { port: 'http', path: '/' } },
  routes: { ops: { port: 'http', host: 'nas', audience: 'admins' } },
})
