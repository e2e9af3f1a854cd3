import { file, hostService } from '@homelab/ansible-gen'
import { host, service, text } from '@homelab/estate'
import { box, type Expected, fixture } from '../parts.ts'

const rack = host(box.name, { ...box, ownedPaths: ['/srv'] })

/** Outside home and the folders that the host allows, and climbing out of it. */
const writer = service(import.meta, 'writer', {
  title: 'Writer',
  summary: 'writer',
  ports: {},
  // here
  workload: hostService({
    at: rack,
    files: [file('/etc/passwd', '0644', text('')), file('/home/box/../root/.profile', '0644', text(''))],
  }),
})

export default fixture(import.meta, { hosts: [rack], services: [writer] })
export const expected: Expected = ['invalid-path writer workload', 'invalid-path writer workload']
