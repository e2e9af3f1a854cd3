import type { Expected } from '../parts.ts'
import { tailnetFixture } from '../tailnet.ts'

/** Carried by a device, and nobody may put it there. */
// here
export default tailnetFixture(import.meta, { devices: [{ name: 'printer', tags: ['tag:stray'] }] })
export const expected: Expected = ['policy-unused-tag tag:stray']
