import { hostService } from '@homelab/ansible-gen'
import { folder, notBackedUp, saved, service, sqlite } from '@homelab/estate'
import { saver } from '../backups.ts'
import { box, type Expected, fixture } from '../parts.ts'

/** Its folder is saved, and what matters in it is not. */
const keeper = service(import.meta, 'keeper', {
  title: 'Keeper',
  summary: 'keeper',
  ports: {},
  workload: hostService({
    at: box,
    data: [
      folder('/home/box/data', 'data', saved('high')),
      // here
      sqlite('/home/box/data/x.db', 'data', notBackedUp('nobody has thought of it')),
    ],
  }),
})

export default fixture(import.meta, { services: [saver, keeper] })
export const expected: Expected = ['live-database keeper volume /home/box/data/x.db']
