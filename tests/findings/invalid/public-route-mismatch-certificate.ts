import { domain } from '@homelab/estate'
import { domains, type Expected, fixture } from '../parts.ts'
import { behind, page, zoneAt } from '../tunnel.ts'

// here
const web = page(import.meta)

/** A name for which Cloudflare has no certificate. */
export default fixture(import.meta, {
  services: [...behind(import.meta), web],
  domains: { ...domains, public: domain('public', 'home.example.org', 'example.org') },
  dns: zoneAt(import.meta),
})
export const expected: Expected = ['public-route-mismatch web routes.public']
