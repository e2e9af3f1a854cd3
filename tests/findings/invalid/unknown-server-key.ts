import { server } from '../linux.ts'
import { type Expected, fixture } from '../parts.ts'
import { offsite, saving } from '../repositories.ts'

// here
const first = saving('first', { repository: { ...offsite, ssh: { ...offsite.ssh, hostKey: 'borg.example.net' } } })

export default fixture(import.meta, { hosts: [server], clusters: [], services: [first] })
export const expected: Expected = ['unknown-server first repository.ssh.hostKey']
