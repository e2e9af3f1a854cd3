import { acceptFor } from '@homelab/estate/model'
import type { Expected } from '../parts.ts'
import { grant, tailnetFixture } from '../tailnet.ts'

/** One letter: Tailscale refuses the policy whole, so what its rules and tests come to is no further finding. */
// here
export default tailnetFixture(
  import.meta,
  {
    grants: [grant('tag:edge', 'tag:servr', 443)],
    tests: [{ src: 'tag:edge', deny: ['tag:servr:22', 'tag:server:22'] }],
  },
  { accepts: [acceptFor('tailnet', 'policy-dead-grant', 'what it is about was not looked for', 'grant x')] },
)
export const expected: Expected = ['policy-unused-tag tag:servr']
