import { external, https, service } from '@homelab/estate'
import { indri } from '../hosts.ts'

/** facts A14, N5, P1 */
export const caddy = service(import.meta, 'caddy', {
  title: 'Caddy',
  summary: 'private reverse proxy',
  ports: { https: https(443) },
  workload: external(indri),
  serves: 'ops',
})
