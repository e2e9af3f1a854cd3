import { kubernetesAs } from '@homelab/estate'
import type { Expected } from '../parts.ts'
import { guest, tailnetFixture } from '../tailnet.ts'

/** The guest may act as readers, and reaches no port of what asks. */
// here
export default tailnetFixture(import.meta, {
  grants: [{ src: [guest], dst: ['tag:server'], app: kubernetesAs('readers'), reason: 'the fixture says so' }],
})
export const expected: Expected = ['policy-dead-app tailnet grant guest -> tag:server tailscale.com/cap/kubernetes']
