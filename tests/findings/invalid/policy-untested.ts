import type { Expected } from '../parts.ts'
import { boss, grant, guest, tailnetFixture } from '../tailnet.ts'

/** Of the guest one grant is tested and one is not; of what the boss is tested for, nobody says whether the guest reaches it. */
// here
export default tailnetFixture(import.meta, {
  grants: [grant('autogroup:member', 'tag:server', 443), grant('autogroup:member', 'tag:server', 8443)],
  tests: [
    { src: guest, accept: ['tag:server:443'] },
    { src: boss, accept: ['tag:server:443', 'tag:server:22'] },
  ],
})
export const expected: Expected = [
  'policy-untested tailnet grant autogroup:member -> tag:server tcp:8443',
  'policy-untested tailnet test member tag:server:22',
]
