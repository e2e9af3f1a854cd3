import { server } from '../linux.ts'
import { type Expected, fixture } from '../parts.ts'
import { saving } from '../repositories.ts'

// here
const first = saving('first', { hooks: [{ time: 'before', run: ' ' }] })

export default fixture(import.meta, { hosts: [server], clusters: [], services: [first] })
export const expected: Expected = ['blank-text first hooks.0.run']
