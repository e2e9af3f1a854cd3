import type { Expected } from '../parts.ts'
import { guest, tailnetFixture } from '../tailnet.ts'

/** Guests are granted nothing. */
// here
export default tailnetFixture(import.meta, { tests: [{ src: guest, accept: ['tag:server:22'] }] })
export const expected: Expected = ['policy-test-failed tailnet test guest accept tag:server:22']
