import { host, tagged } from '@homelab/estate'
import { box, type Expected } from '../parts.ts'
import { desktop, edge, grant, guest, laptop, owned, tailnetFixture } from '../tailnet.ts'

/** Holds for a device with the tag alone; the real one carries another, too, which guests may reach. */
const server = host('server', { platform: 'linux', role: 'serves', tailnet: tagged('tag:server', 'tag:files') })

// here
export default tailnetFixture(
  import.meta,
  {
    grants: [grant(guest, 'tag:files', 443)],
    tags: owned('tag:files'),
    tests: [{ src: guest, accept: ['tag:files:443'], deny: ['tag:server:443', 'tag:server:22'] }],
  },
  { hosts: [box, server, desktop, laptop, edge] },
)
export const expected: Expected = ['policy-test-failed tailnet test guest deny tag:server:443']
