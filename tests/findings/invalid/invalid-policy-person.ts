import type { Expected } from '../parts.ts'
import { boss, grant, guest, tailnetFixture } from '../tailnet.ts'

/** Granted to somebody whom the estate does not list. */
// here
export default tailnetFixture(
  import.meta,
  { grants: [grant({ ...guest, name: 'stranger' }, 'tag:server', 22)] },
  { people: [boss, guest] },
)
export const expected: Expected = [
  'invalid-policy tailnet grants[1].src',
  'policy-dead-grant tailnet grant stranger -> tag:server tcp:22',
]
