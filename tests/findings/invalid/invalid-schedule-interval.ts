import { hostService, launchAgent } from '@homelab/ansible-gen'
import { cron, host, service } from '@homelab/estate'
import { box, type Expected, fixture } from '../parts.ts'

const mac = host('mac', { platform: 'macos', role: 'a Mac', home: '/Users/someone', brewPrefix: '/opt/homebrew' })

/** An interval of nothing, and a schedule that launchd has no way to say. */
const jobs = service(import.meta, 'jobs', {
  title: 'Jobs',
  summary: 'jobs',
  ports: {},
  // here
  workload: hostService({
    at: mac,
    programs: [
      launchAgent({ label: 'a', program: ['/bin/true'], logs: '/Users/someone/a', everySeconds: 0 }),
      launchAgent({ label: 'b', program: ['/bin/true'], logs: '/Users/someone/b', schedule: cron('0 0 1 * 1') }),
    ],
  }),
})

export default fixture(import.meta, { hosts: [box, mac], services: [jobs] })
export const expected: Expected = ['invalid-schedule jobs workload.programs', 'invalid-schedule jobs workload.programs']
