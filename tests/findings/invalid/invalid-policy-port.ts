import type { Expected } from '../parts.ts'
import { grant, guest, tailnetFixture } from '../tailnet.ts'

/** The control plane refuses port 0, also at the beginning of a range. */
// here
export default tailnetFixture(import.meta, {
  grants: [grant(guest, 'tag:server', 0), { ...grant(guest, 'tag:k8s', 443), ip: ['tcp:443', '0-65535'] }],
})
export const expected: Expected = ['invalid-policy tailnet grants[1].ip[0]', 'invalid-policy tailnet grants[2].ip[1]']
