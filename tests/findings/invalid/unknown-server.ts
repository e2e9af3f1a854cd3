import { server } from '../linux.ts'
import { type Expected, fixture } from '../parts.ts'
import { saving } from '../repositories.ts'

/** As borg takes it; whoever answers there would get the archives. */
const path = 'ssh://someone@borg.example.net/home/someone/borg'
// here
const first = saving('first', { repository: { path, label: 'offsite', encryption: 'repokey', appendOnly: false } })

export default fixture(import.meta, { hosts: [server], clusters: [], services: [first] })
export const expected: Expected = ['unknown-server first repository.path']
