import type { Expected } from '../parts.ts'
import { boss, grant, guest, owned, tailnetFixture } from '../tailnet.ts'

/** The boss reaches every port; the guest reaches the server, and not to log in. */
// here
export default tailnetFixture(import.meta, {
  grants: [grant(guest, 'tag:server', 443)],
  ssh: [
    { action: 'check', src: [boss], dst: ['autogroup:self'], users: ['root'] },
    { action: 'check', src: [boss], dst: ['tag:server'], users: ['root'] },
    { action: 'check', src: [guest], dst: ['tag:server'], users: ['root'] },
    { action: 'check', src: [boss], dst: ['tag:gone'], users: ['root'] },
  ],
  tags: owned('tag:gone'),
})
export const expected: Expected = [
  'policy-dead-ssh tailnet ssh boss -> tag:gone as root',
  'policy-dead-ssh tailnet ssh guest -> tag:server as root',
]
