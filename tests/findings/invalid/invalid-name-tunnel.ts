import { cloudflareTunnel } from '@homelab/ansible-gen'
import { type Expected, fixture } from '../parts.ts'
import { behind, domains, page, zoneAt } from '../tunnel.ts'

// here
const tunnel = cloudflareTunnel({ id: 'home' })

/** The tunnel is called by its name: the records would lead nowhere. */
export default fixture(import.meta, {
  services: [...behind(import.meta, tunnel), page(import.meta)],
  domains,
  dns: zoneAt(import.meta),
})
export const expected: Expected = ['invalid-name tunnel workload.publicProxy.id']
