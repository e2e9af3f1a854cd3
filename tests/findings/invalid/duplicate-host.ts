import { box, type Expected, fixture } from '../parts.ts'

// here
export default fixture(import.meta, { hosts: [box, { ...box, role: 'a second machine of the same name' }] })
export const expected: Expected = ['duplicate-host box']
