import { external, http, service, tcp } from '@homelab/estate'
import { indri } from '../hosts.ts'

/** facts A4, N4, N5, P2, P3 */
export const forgejo = service(import.meta, 'forgejo', {
  title: 'Forgejo',
  summary: 'Git forge',
  ports: { http: http(3001), ssh: tcp(2200) },
  workload: external(indri),
  probes: { health: { port: 'http', path: '/' } },
  routes: {
    ops: [
      { port: 'http', host: 'forge' },
      { port: 'ssh', host: 'forge', listen: 2222 },
    ],
  },
})
