import { hostService } from '@homelab/ansible-gen'
import { host, http, service } from '@homelab/estate'
import { type Expected, fixture } from '../parts.ts'

/** A machine of a person, who has no tags: Tailscale lets it host no Service. */
const desk = host('desk', { platform: 'linux', role: 'x', tailnet: { by: 'owner', owner: 'ann' } })

// here
const notes = service(import.meta, 'notes', {
  title: 'Notes',
  summary: 'notes',
  ports: { http: http(8080) },
  workload: hostService({ at: desk }),
  routes: { tailnet: { port: 'http' } },
})

export default fixture(import.meta, { hosts: [desk], clusters: [], services: [notes] })
export const expected: Expected = ['unreachable-route notes routes.tailnet']
