import { cron, image, service } from '@homelab/estate'
import { type Expected, fixture, pod } from '../parts.ts'

/** The 30th of February. */
const never = service(import.meta, 'never', {
  title: 'Never',
  summary: 'never',
  ports: {},
  workload: pod({
    jobs: [
      {
        name: 'tidy',
        // here
        schedule: cron('0 2 30 2 *'),
        concurrency: 'Forbid',
        restart: 'Never',
        container: { name: 'tidy', image: image('example.org/app', '1.0.0') },
      },
    ],
  }),
})

export default fixture(import.meta, { services: [never] })
export const expected: Expected = ['invalid-schedule never workload']
