import { cloudflareTunnel } from '@homelab/ansible-gen'
import { type Expected, fixture } from '../parts.ts'
import { behind, domains, id, page, zoneAt } from '../tunnel.ts'

// here
const tunnel = cloudflareTunnel({
  id,
  logins: { requests: 0, withinSeconds: 30, refusedSeconds: 5 },
  originRequest: { connectTimeout: '30' },
})

/** Numbers that Cloudflare's rules, and cloudflared, refuse. */
export default fixture(import.meta, {
  services: [...behind(import.meta, tunnel), page(import.meta)],
  domains,
  dns: zoneAt(import.meta),
})
export const expected: Expected = [
  'invalid-quantity tunnel workload.publicProxy.logins.refusedSeconds',
  'invalid-quantity tunnel workload.publicProxy.logins.requests',
  'invalid-quantity tunnel workload.publicProxy.logins.withinSeconds',
  'invalid-quantity tunnel workload.publicProxy.originRequest.connectTimeout',
]
