import { server } from '../linux.ts'
import { type Expected, fixture } from '../parts.ts'
import { offsite, saving } from '../repositories.ts'

const first = saving('first', { repository: { ...offsite, label: 'first' } })
/** The same server, asked as somebody else. */
// here
const second = saving('second', { repository: { ...offsite, ssh: { ...offsite.ssh, user: 'another', port: 22 } } })

export default fixture(import.meta, { hosts: [server], clusters: [], services: [first, second] })
export const expected: Expected = ['contested-repository second repository']
