import { cron, service } from '@homelab/estate'
import { type Expected, fixture, pod } from '../parts.ts'

/** The 30th of February. */
const never = service(import.meta, 'never', {
  title: 'Never',
  summary: 'never',
  ports: {},
  workload: { ...pod(), schedule: cron('0 2 30 2 *') } as ReturnType<typeof pod>,
})

export default fixture(import.meta, { services: [never] })
export const expected: Expected = ['invalid-schedule never workload']
