import { hostService } from '@homelab/ansible-gen'
import { dumped, mariadb, service } from '@homelab/estate'
import { saver } from '../backups.ts'
import { box, type Expected, fixture } from '../parts.ts'

/** Two servers of one host have a database of one name: an archive has one dump of a name. */
const keeper = service(import.meta, 'keeper', {
  title: 'Keeper',
  summary: 'keeper',
  ports: {},
  workload: hostService({
    at: box,
    data: [
      // here
      mariadb('app', 'data', dumped, { folder: '/var/lib/mysql' }),
      mariadb('app', 'more data', dumped, { folder: '/srv/other', socket: '/srv/other.sock' }),
    ],
  }),
})

export default fixture(import.meta, { services: [saver, keeper] })
export const expected: Expected = ['missing-backup keeper database app']
