import { hostService } from '@homelab/ansible-gen'
import { dumped, mariadb, service } from '@homelab/estate'
import { saverOfFolders } from '../backups.ts'
import { box, type Expected, fixture } from '../parts.ts'

/** Asks to be dumped, and nothing on its host knows how. */
const keeper = service(import.meta, 'keeper', {
  title: 'Keeper',
  summary: 'keeper',
  ports: {},
  // here
  workload: hostService({ at: box, data: [mariadb('app', 'data', dumped, { folder: '/var/lib/mysql' })] }),
})

export default fixture(import.meta, { services: [saverOfFolders, keeper] })
export const expected: Expected = ['missing-backup keeper database app']
