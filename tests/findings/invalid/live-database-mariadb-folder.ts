import { hostService } from '@homelab/ansible-gen'
import { dumped, folder, mariadb, saved, service } from '@homelab/estate'
import { saver } from '../backups.ts'
import { box, type Expected, fixture } from '../parts.ts'

/** The data folder itself is saved as any folder is, besides the dump. */
const keeper = service(import.meta, 'keeper', {
  title: 'Keeper',
  summary: 'keeper',
  ports: {},
  workload: hostService({
    at: box,
    data: [
      folder('/home/box/mysql', 'data', saved('high')),
      // here
      mariadb('app', 'the same data', dumped, { folder: '/home/box/mysql' }),
    ],
  }),
})

export default fixture(import.meta, { services: [saver, keeper] })
export const expected: Expected = ['live-database keeper volume app']
