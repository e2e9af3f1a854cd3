import { server } from '../linux.ts'
import { type Expected, fixture } from '../parts.ts'
import { saving } from '../repositories.ts'

// here
const second = saving('second')

export default fixture(import.meta, { hosts: [server], clusters: [], services: [second] })
export const expected: Expected = ['empty-setting second backsUp']
