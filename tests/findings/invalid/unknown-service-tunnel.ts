import { cloudflareTunnel } from '@homelab/ansible-gen'
import { type Expected, fixture } from '../parts.ts'
import { behind, domains, id, page, zoneAt } from '../tunnel.ts'

// here
const tunnel = cloudflareTunnel({ id, originRequests: { wbe: { http2Origin: true } } })

/** Settings of a service that has no public name. */
export default fixture(import.meta, {
  services: [...behind(import.meta, tunnel), page(import.meta)],
  domains,
  dns: zoneAt(import.meta),
})
export const expected: Expected = ['unknown-service tunnel workload.publicProxy.originRequests.wbe']
