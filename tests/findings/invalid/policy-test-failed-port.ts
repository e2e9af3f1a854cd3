import type { Expected } from '../parts.ts'
import { guest, tailnetFixture } from '../tailnet.ts'

/** No test is of port 0. */
// here
export default tailnetFixture(import.meta, { tests: [{ src: guest, deny: ['tag:server:0'] }] })
export const expected: Expected = ['policy-test-failed tailnet test guest invalid tag:server:0']
