import { daily, external, service } from '@homelab/estate'
import { box, type Expected, fixture } from '../parts.ts'

// here
const backup = service(import.meta, 'backup', {
  title: 'Backup',
  summary: 'backup',
  ports: {},
  workload: external(box),
  backsUp: { repository: 'vault', schedule: daily(2), longestSeconds: 7200 },
})

export default fixture(import.meta, { services: [backup] })
export const expected: Expected = ['unwatched-backup backup backsUp']
