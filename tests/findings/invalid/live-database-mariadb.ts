import { hostService } from '@homelab/ansible-gen'
import { folder, mariadb, notBackedUp, saved, service } from '@homelab/estate'
import { saver } from '../backups.ts'
import { box, type Expected, fixture } from '../parts.ts'

/** A folder that is saved holds the data folder of a server, and nobody dumps what is in that. */
const keeper = service(import.meta, 'keeper', {
  title: 'Keeper',
  summary: 'keeper',
  ports: {},
  workload: hostService({
    at: box,
    data: [
      folder('/home/box/data', 'data', saved('high')),
      // here
      mariadb('app', 'more data', notBackedUp('nobody has thought of it'), { folder: '/home/box/data/mysql' }),
    ],
  }),
})

export default fixture(import.meta, { services: [saver, keeper] })
export const expected: Expected = ['live-database keeper volume app']
