import { external, https, service } from '@homelab/estate'
import { nuc } from '../places.ts'

export const caddy = service(import.meta, 'caddy', {
  title: 'Caddy',
  summary: 'reverse proxy of the lab',
  ports: { https: https(443) },
  workload: external(nuc),
  serves: 'ops',
})
