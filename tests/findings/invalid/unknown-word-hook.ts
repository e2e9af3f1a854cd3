import { server } from '../linux.ts'
import { type Expected, fixture } from '../parts.ts'
import { saving } from '../repositories.ts'

/** Types are stripped at run time. */
const time = 'later' as 'after'
// here
const first = saving('first', { hooks: [{ time, run: 'true' }] })

export default fixture(import.meta, { hosts: [server], clusters: [], services: [first] })
export const expected: Expected = ['unknown-word first hooks.0.time']
