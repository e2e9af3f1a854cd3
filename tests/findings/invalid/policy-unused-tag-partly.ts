import type { Expected } from '../parts.ts'
import { grant, guest, owned, tailnetFixture } from '../tailnet.ts'

/** The grant opens something all the same, so it is not dead: the tag alone is one too many. */
// here
export default tailnetFixture(import.meta, {
  grants: [{ ...grant(guest, 'tag:gone', 443), dst: ['tag:server', 'tag:gone'] }],
  tags: owned('tag:gone'),
})
export const expected: Expected = ['policy-unused-tag tag:gone']
