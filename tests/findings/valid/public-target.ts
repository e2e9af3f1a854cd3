import { type Expected, fixture } from '../parts.ts'
import { behind, domains, id, page, zoneAt } from '../tunnel.ts'

/** The name of the tunnel, stated beside it. */
const dns = zoneAt(import.meta, undefined, `${id}.cfargotunnel.com`)

export default fixture(import.meta, { services: [...behind(import.meta), page(import.meta)], domains, dns })
export const expected: Expected = []
