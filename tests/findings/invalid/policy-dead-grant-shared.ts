import type { Expected } from '../parts.ts'
import { grant, tailnetFixture } from '../tailnet.ts'

/** Nothing is shared with anybody. */
// here
export default tailnetFixture(import.meta, { grants: [grant('autogroup:shared', 'tag:server', 443)] })
export const expected: Expected = ['policy-dead-grant tailnet grant autogroup:shared -> tag:server tcp:443']
