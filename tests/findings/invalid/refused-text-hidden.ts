import type { Expected } from '../parts.ts'
import { grant, tailnetFixture } from '../tailnet.ts'

/** The policy has no way to say it either: that is no second finding. */
const odd = { ...grant('tag:server', 'tag:edge', 443), reason: 'it\ufeff asks' }

// here
export default tailnetFixture(import.meta, { grants: [odd] })
export const expected: Expected = ['hidden-character tailnet grants[2].reason']
