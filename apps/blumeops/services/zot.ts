import { external, http, service } from '@homelab/estate'
import { indri } from '../hosts.ts'

/** facts A6, N4, N5, P2 */
export const zot = service(import.meta, 'zot', {
  title: 'Zot',
  summary: 'container registry',
  ports: { http: http(5050) },
  workload: external(indri),
  probes: { health: { port: 'http', path: '/v2/_catalog' } },
  metrics: { port: 'http', exporter: 'zot' },
  routes: { ops: { port: 'http', host: 'registry' } },
})
