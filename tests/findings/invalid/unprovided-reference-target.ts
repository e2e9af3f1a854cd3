import { type Expected, fixture } from '../parts.ts'
import { behind, domains, page, zoneAt } from '../tunnel.ts'

// here
const dns = zoneAt(import.meta, undefined, '00000000-0000-4000-8000-000000000000.cfargotunnel.com')

/** Another tunnel than the one that answers. */
export default fixture(import.meta, { services: [...behind(import.meta), page(import.meta)], domains, dns })
export const expected: Expected = ['unprovided-reference dns publicTarget']
