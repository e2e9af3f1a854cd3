import { hostService } from '@homelab/ansible-gen'
import { dumped, mariadb, service } from '@homelab/estate'
import { saver } from '../backups.ts'
import { box, type Expected, fixture } from '../parts.ts'

/** Would be all databases of the server. */
const keeper = service(import.meta, 'keeper', {
  title: 'Keeper',
  summary: 'keeper',
  ports: {},
  // here
  workload: hostService({ at: box, data: [mariadb('all', 'data', dumped, { folder: '/var/lib/mysql' })] }),
})

export default fixture(import.meta, { services: [saver, keeper] })
export const expected: Expected = ['invalid-name keeper database all']
