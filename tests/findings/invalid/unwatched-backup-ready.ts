import { daily, folder, host, saved, service } from '@homelab/estate'
import { borgmaticOn, borgmaticSettings } from '@homelab/services'
import { server } from '../linux.ts'
import { type Expected, fixture } from '../parts.ts'

const box = host('box', server)

const settings = borgmaticSettings(box, {
  postgresVersion: 17,
  repository: { path: '/mnt/borg', label: 'box', encryption: 'repokey', appendOnly: false },
  passCommand: 'cat /home/someone/.borg',
  keep: { daily: 7, monthly: 12, yearly: 3 },
})

// here
const backup = service(import.meta, 'backup', {
  // here
  ...borgmaticOn(box, {
    ...{ settings, job: 'backup', how: 'Install it with pipx.', schedule: daily(3) },
    host: { data: [folder('/home/someone/letters', 'letters', saved('high'), 'letters')] },
  }),
})

export default fixture(import.meta, { hosts: [box], clusters: [], services: [backup] })
export const expected: Expected = [
  'undrawable-dashboard backup dashboards.borgmatic',
  'unwatched-backup backup backsUp',
]
