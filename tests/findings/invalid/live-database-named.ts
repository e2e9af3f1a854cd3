import { file, hostService } from '@homelab/ansible-gen'
import { folder, json, saved, service } from '@homelab/estate'
import { saver } from '../backups.ts'
import { box, type Expected, fixture } from '../parts.ts'

/** Its configuration names a database, and it states only the folder. */
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

export default fixture(import.meta, { services: [saver, keeper] })
export const expected: Expected = ['live-database keeper workload.data']
