import { file, hostService } from '@homelab/ansible-gen'
import { service, text } from '@homelab/estate'
import { box, type Expected, fixture } from '../parts.ts'

/** Outside home and the folders that the host allows, and climbing out of it. */
const writer = service(import.meta, 'writer', {
  title: 'Writer',
  summary: 'writer',
  ports: {},
  // here
  workload: hostService({
    at: box,
    files: [file('/etc/passwd', '0644', text('')), file('/home/box/../root/.profile', '0644', text(''))],
  }),
})

export default fixture(import.meta, { services: [writer] })
export const expected: Expected = ['invalid-path writer workload', 'invalid-path writer workload']
