import type { Expected } from '../parts.ts'
import { grant, guest, tailnetFixture } from '../tailnet.ts'

// here
export default tailnetFixture(import.meta, { grants: [grant(guest, 'tag:server', 70_000)] })
export const expected: Expected = ['invalid-policy tailnet grants[1].ip[0]']
