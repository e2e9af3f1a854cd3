import { external, http, service } from '@homelab/estate'
import { nuc } from '../places.ts'

/** Set up by hand: everything else reads its secrets there. */
export const openbao = service(import.meta, 'openbao', {
  title: 'OpenBao',
  summary: 'keeps the secrets of the lab',
  ports: { api: http(8200) },
  workload: external(nuc),
  // https://openbao.org/api-docs/system/health/
  probes: { health: { port: 'api', path: '/v1/sys/health' } },
  routes: { ops: { port: 'api' } },
})
