import { type Expected, fixture } from '../parts.ts'
import { behind, domains, page, zoneAt } from '../tunnel.ts'

// here
const dns = zoneAt(import.meta, { name: 'gandi', version: '2.3.2' })

/** Records of another provider lead to a tunnel that answers no such request. */
export default fixture(import.meta, {
  services: [...behind(import.meta), page(import.meta)],
  domains,
  dns,
})
export const expected: Expected = ['public-route-mismatch dns provider.name']
