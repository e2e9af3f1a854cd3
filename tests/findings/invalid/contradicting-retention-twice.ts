import { server } from '../linux.ts'
import { type Expected, fixture } from '../parts.ts'
import { offsite, saving } from '../repositories.ts'

// here
const first = saving('first', { repository: offsite, keep: { daily: 7, monthly: 12, yearly: 1 } })

export default fixture(import.meta, { hosts: [server], clusters: [], services: [first] })
export const expected: Expected = ['contradicting-retention first keep']
