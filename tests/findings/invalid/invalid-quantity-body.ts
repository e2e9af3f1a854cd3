import { type Expected, fixture } from '../parts.ts'
import { behind, domains, page, zoneAt } from '../tunnel.ts'

// here
const web = page(import.meta, { maxBodyMegabytes: 512 })

/** More than Cloudflare lets through. */
export default fixture(import.meta, {
  services: [...behind(import.meta), web],
  domains,
  dns: zoneAt(import.meta),
})
export const expected: Expected = ['invalid-quantity web routes.public.maxBodyMegabytes']
