import { cron, image, service } from '@homelab/estate'
import { type Expected, fixture, pod } from '../parts.ts'

/** A name for most objects, but Kubernetes appends eleven characters to that of a CronJob. */
const name = `tidy-${'x'.repeat(48)}`

const web = service(import.meta, 'web', {
  title: 'Web',
  summary: 'web',
  ports: {},
  // here
  workload: pod({
    jobs: [
      {
        name,
        schedule: cron('0 3 * * *'),
        concurrency: 'Forbid',
        restart: 'Never',
        container: { name: 'tidy', image: image('example.org/app', '1.0.0') },
      },
    ],
  }),
})

export default fixture(import.meta, { services: [web] })
export const expected: Expected = [`invalid-name web CronJob ${name}`]
