import { cron, image, service } from '@homelab/estate'
import { type Expected, fixture, pod, server } from '../parts.ts'

const resources = { requests: { memory: 'lots', cpu: '10m' }, limits: { memory: '1Gi' } }

/** A database server and a job have quantities, too. */
// here
const pg = server({ resources })
const web = service(import.meta, 'web', {
  title: 'Web',
  summary: 'web',
  ports: {},
  // here
  workload: pod({
    jobs: [
      {
        name: 'cleaner',
        schedule: cron('0 * * * *'),
        concurrency: 'Forbid',
        restart: 'Never',
        container: { name: 'cleaner', image: image('example.org/cleaner', '1.0.0'), resources },
      },
    ],
  }),
})

export default fixture(import.meta, { services: [pg, web] })
export const expected: Expected = [
  'invalid-quantity pg postgres.resources.requests.memory',
  'invalid-quantity web cleaner.resources.requests.memory',
]
