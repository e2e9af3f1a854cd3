import { hostService } from '@homelab/ansible-gen'
import { saved, service, sqlite } from '@homelab/estate'
import { box, type Expected, fixture } from '../parts.ts'

/** A database that is to be saved as any file is. */
const keeper = service(import.meta, 'keeper', {
  title: 'Keeper',
  summary: 'keeper',
  ports: {},
  // here
  workload: hostService({ at: box, data: [sqlite('/home/box/data/x.db', 'data', saved('high'))] }),
})

export default fixture(import.meta, { services: [keeper] })
export const expected: Expected = ['live-database keeper volume /home/box/data/x.db']
