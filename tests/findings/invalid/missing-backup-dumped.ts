import { hostService } from '@homelab/ansible-gen'
import { dumped, folder, service } from '@homelab/estate'
import { box, type Expected, fixture } from '../parts.ts'

/** Asks that a folder be dumped. */
const keeper = service(import.meta, 'keeper', {
  title: 'Keeper',
  summary: 'keeper',
  ports: {},
  // here
  workload: hostService({ at: box, data: [folder('/home/box/data', 'data', dumped)] }),
})

export default fixture(import.meta, { services: [keeper] })
export const expected: Expected = ['missing-backup keeper volume /home/box/data']
