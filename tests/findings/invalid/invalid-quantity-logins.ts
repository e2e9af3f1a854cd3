import { http, service } from '@homelab/estate'
import { flyProxy } from '../../fixtures/public-proxies/fly/estate.ts'
import { settings } from '../../fixtures/public-proxies/lab.ts'
import { type Expected, fixture } from '../parts.ts'
import { edge } from '../public.ts'

const { limits } = settings

/** What is let through of all requests is less. */
const proxy = service(import.meta, 'proxy', {
  title: 'Proxy',
  summary: 'limits logins by more than all requests',
  ports: { http: http(8080) },
  // here
  workload: flyProxy(edge, { ...limits, logins: { perSecond: limits.perSecond, burst: limits.dynamicBurst + 1 } }),
  serves: 'public',
})

export default fixture(import.meta, { hosts: [edge], clusters: [], services: [proxy] })
export const expected: Expected = [
  'invalid-quantity proxy workload.limits.logins.burst',
  'invalid-quantity proxy workload.limits.logins.perSecond',
]
