import type { Expected } from '../parts.ts'
import { owned, tailnetFixture } from '../tailnet.ts'

// here
export default tailnetFixture(import.meta, { tags: owned('tag:gone') })
export const expected: Expected = ['policy-unused-tag tag:gone']
