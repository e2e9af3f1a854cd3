import { server } from '../linux.ts'
import { type Expected, fixture } from '../parts.ts'
import { saving } from '../repositories.ts'

const label = 'share'

/** While something else is mounted it would write to the disk of the host; and it is started by its name. */
// here
const first = saving('first', {
  command: ['borgmatic'],
  repository: { path: '/mnt/backups/borg', mountPoint: '/mnt/backup', label, encryption: 'repokey', appendOnly: false },
})

export default fixture(import.meta, { hosts: [server], clusters: [], services: [first] })
export const expected: Expected = ['invalid-path first command', 'invalid-path first repository.mountPoint']
