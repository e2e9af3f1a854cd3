import type { Expected } from '../parts.ts'
import { grant, guest, owned, tailnetFixture } from '../tailnet.ts'

// here
export default tailnetFixture(import.meta, {
  grants: [grant(guest, 'tag:gone', 443), grant('tag:gone', 'tag:server', 22)],
  tags: owned('tag:gone'),
})
export const expected: Expected = [
  'policy-dead-grant tailnet grant guest -> tag:gone tcp:443',
  'policy-dead-grant tailnet grant tag:gone -> tag:server tcp:22',
]
