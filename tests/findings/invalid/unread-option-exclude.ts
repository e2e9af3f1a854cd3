import { server } from '../linux.ts'
import { type Expected, fixture } from '../parts.ts'
import { saving } from '../repositories.ts'

// here
const first = saving('first', { excludes: ['/home/someone/Letters/drafts', '*.tmp'] })

export default fixture(import.meta, { hosts: [server], clusters: [], services: [first] })
export const expected: Expected = ['unread-option first excludes /home/someone/Letters/drafts']
