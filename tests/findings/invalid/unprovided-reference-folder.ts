import { directory, file, hostService } from '@homelab/ansible-gen'
import { service, text } from '@homelab/estate'
import { box, type Expected, fixture } from '../parts.ts'

/** One folder is made with the one in it, one is made by another service, and one by nobody. */
const writer = service(import.meta, 'writer', {
  title: 'Writer',
  summary: 'writes files',
  ports: {},
  // here
  workload: hostService({
    at: box,
    directories: [directory('/home/box/.config/writer/parts')],
    files: [
      file('/home/box/.profile', '0644', text('a')),
      file('/home/box/.config/writer/settings', '0644', text('b')),
      file('/home/box/.config/shared/writer', '0644', text('c')),
      file('/home/box/.config/wirter/more', '0644', text('d')),
    ],
  }),
})

const other = service(import.meta, 'other', {
  title: 'Other',
  summary: 'makes a folder for all',
  ports: {},
  workload: hostService({ at: box, directories: [directory('/home/box/.config/shared')] }),
})

export default fixture(import.meta, { services: [writer, other] })
export const expected: Expected = ['unprovided-reference writer workload.directories']
