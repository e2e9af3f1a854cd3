import { hostService } from '@homelab/ansible-gen'
import { folder, saved, service } from '@homelab/estate'
import { box, type Expected, fixture } from '../parts.ts'

/** Asks to be saved, and no service saves the folders of its host. */
const keeper = service(import.meta, 'keeper', {
  title: 'Keeper',
  summary: 'keeper',
  ports: {},
  // here
  workload: hostService({ at: box, data: [folder('/home/box/data', 'data', saved('high'))] }),
})

export default fixture(import.meta, { services: [keeper] })
export const expected: Expected = ['missing-backup keeper /home/box/data']
