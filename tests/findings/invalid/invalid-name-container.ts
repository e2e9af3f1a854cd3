import { cron, image, service } from '@homelab/estate'
import { type Expected, fixture, pod } from '../parts.ts'

const app = image('example.org/app', '1.0.0')

/** A sidecar like the container beside it, and a job whose container has a name that DNS refuses. */
const web = service(import.meta, 'web', {
  title: 'Web',
  summary: 'web',
  ports: {},
  // here
  workload: pod({
    sidecars: [{ name: 'web', image: app }],
    jobs: [
      {
        name: 'tidy',
        schedule: cron('0 3 * * *'),
        concurrency: 'Forbid',
        restart: 'Never',
        container: { name: 'tidy up', image: app },
      },
    ],
  }),
})

export default fixture(import.meta, { services: [web] })
export const expected: Expected = ['invalid-name web container tidy up', 'invalid-name web container web']
