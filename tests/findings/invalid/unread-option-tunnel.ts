import { cloudflareTunnel } from '@homelab/ansible-gen'
import { type Expected, fixture } from '../parts.ts'
import { behind, domains, id, page, zoneAt } from '../tunnel.ts'

/** The compiler does not look at what is spread. */
const more = <T>(options: T): T => options

// here
const tunnel = cloudflareTunnel({
  id,
  originRequest: { http2Origin: true, ...more({ timeout: '30s' }) },
  ...more({ name: 'home' }),
})

export default fixture(import.meta, {
  services: [...behind(import.meta, tunnel), page(import.meta)],
  domains,
  dns: zoneAt(import.meta),
})
export const expected: Expected = [
  'unread-option tunnel workload.publicProxy.name',
  'unread-option tunnel workload.publicProxy.originRequest.timeout',
]
