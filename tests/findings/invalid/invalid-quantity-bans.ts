import { http, service } from '@homelab/estate'
import { flyProxy } from '../../fixtures/public-proxies/fly/estate.ts'
import { settings } from '../../fixtures/public-proxies/lab.ts'
import { type Expected, fixture } from '../parts.ts'
import { edge } from '../public.ts'

const { limits, bans } = settings

/** Nobody is banned, and whoever asks is as one of any number. */
const proxy = service(import.meta, 'proxy', {
  title: 'Proxy',
  summary: 'limits nothing',
  ports: { http: http(8080) },
  // here
  workload: Object.assign(flyProxy(edge, { ...limits, connections: 0 }), { bans: { ...bans, banSeconds: 0 } }),
  serves: 'public',
})

export default fixture(import.meta, { hosts: [edge], clusters: [], services: [proxy] })
export const expected: Expected = [
  'invalid-quantity proxy workload.bans.banSeconds',
  'invalid-quantity proxy workload.limits.connections',
]
