import { file, hostService } from '@homelab/ansible-gen'
import { folder, json, notBackedUp, saved, service, sqlite } from '@homelab/estate'
import { saver } from '../backups.ts'
import { server } from '../linux.ts'
import { box, type Expected, fixture } from '../parts.ts'

/** Its configuration names a database, and it states only the folder; what lies there on another host is another one. */
const keeper = service(import.meta, 'keeper', {
  title: 'Keeper',
  summary: 'keeper',
  ports: {},
  // here
  workload: hostService({
    at: box,
    files: [file('/home/box/keeper.json', '0644', json({ store: 'sqlite:////home/box/data/x.db?mode=rwc' }))],
    data: [folder('/home/box/data', 'data', saved('high'))],
  }),
})

const other = service(import.meta, 'other', {
  title: 'Other',
  summary: 'other',
  ports: {},
  workload: hostService({
    at: server,
    data: [sqlite('/home/box/data/x.db', 'other data', notBackedUp('it is a copy'))],
  }),
})

export default fixture(import.meta, { hosts: [box, server], services: [saver, keeper, other] })
export const expected: Expected = ['live-database keeper workload.data']
