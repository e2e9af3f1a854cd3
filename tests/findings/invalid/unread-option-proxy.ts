import type { FlyApp } from '@homelab/ansible-gen'
import { http, service } from '@homelab/estate'
import { flyProxy } from '../../fixtures/public-proxies/fly/estate.ts'
import { box, type Expected, fixture } from '../parts.ts'
import { edge } from '../public.ts'

/** The compiler does not look at what is spread. */
const more = <T>(options: T): T => options
const ofFly = flyProxy(edge)
const told: FlyApp = { ...ofFly, ...more({ machines: 2 }), bans: { ...ofFly.bans, ...more({ forever: true }) } }

// here
const fly = service(import.meta, 'fly', {
  title: 'Fly',
  summary: 'is told what it does not read',
  ports: { http: http(8080) },
  workload: told,
})
export default fixture(import.meta, { hosts: [box, edge], services: [fly] })
export const expected: Expected = ['unread-option fly workload.bans.forever', 'unread-option fly workload.machines']
