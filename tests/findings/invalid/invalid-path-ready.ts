import { host, service } from '@homelab/estate'
import { alloyOn } from '@homelab/services'
import { server } from '../linux.ts'
import { type Expected, fixture } from '../parts.ts'

/** What its role writes lies in folders that nobody gave it. */
const bare = host('bare', server)

// here
const alloy = service(import.meta, 'alloy', {
  // here
  ...alloyOn(bare, { version: '1.5.1-1' }),
})

export default fixture(import.meta, { hosts: [bare], clusters: [], services: [alloy] })
export const expected: Expected = [
  'invalid-path alloy workload',
  'invalid-path alloy workload',
  'unfilled-slot alloy needs',
]
