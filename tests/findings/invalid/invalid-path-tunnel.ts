import { cloudflareTunnel } from '@homelab/ansible-gen'
import { type Expected, fixture } from '../parts.ts'
import { behind, domains, id, page, zoneAt } from '../tunnel.ts'

// here
const tunnel = cloudflareTunnel({ id, originRequest: { caPool: 'ca.pem' } })

/** A file that is looked for where cloudflared happens to be started. */
export default fixture(import.meta, {
  services: [...behind(import.meta, tunnel), page(import.meta)],
  domains,
  dns: zoneAt(import.meta),
})
export const expected: Expected = ['invalid-path tunnel workload.publicProxy.originRequest.caPool']
