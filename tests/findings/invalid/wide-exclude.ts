import { server } from '../linux.ts'
import { type Expected, fixture } from '../parts.ts'
import { saving } from '../repositories.ts'

/** A part of the name of the folder that is saved. */
// here
const first = saving('first', { excludes: ['lett*'] })

export default fixture(import.meta, { hosts: [server], clusters: [], services: [first] })
export const expected: Expected = ['wide-exclude first excludes lett*']
