import { hostService } from '@homelab/ansible-gen'
import { cron, host, service } from '@homelab/estate'
import { standInProgram } from '../../support/stand-in-program.ts'
import { box, type Expected, fixture } from '../parts.ts'

const mac = host('mac', { platform: 'macos', role: 'a Mac', home: '/Users/someone', brewPrefix: '/opt/homebrew' })

/** An interval of nothing, and a schedule that no host has a way to say. */
const jobs = service(import.meta, 'jobs', {
  title: 'Jobs',
  summary: 'jobs',
  ports: {},
  // here
  workload: hostService({
    at: mac,
    programs: [
      standInProgram('a', { program: '/bin/true', everySeconds: 0 }),
      standInProgram('b', { program: '/bin/true', schedule: cron('0 0 1 * 1') }),
    ],
  }),
})

export default fixture(import.meta, { hosts: [box, mac], services: [jobs] })
export const expected: Expected = ['invalid-schedule jobs workload.programs', 'invalid-schedule jobs workload.programs']
