import { cron, image, notBackedUp, service } from '@homelab/estate'
import { claim, emptyDir } from '@homelab/kubernetes'
import { type Expected, fixture, pod } from '../parts.ts'

const web = service(import.meta, 'web', {
  title: 'Web',
  summary: 'forgets its scratch folder, and its nightly job its data',
  ports: {},
  // here
  workload: pod({
    strategy: 'Recreate',
    container: { image: image('example.org/app', '1.0.0'), mounts: { data: '/data' } },
    volumes: [
      claim('data', 'web-data', { size: '1Gi', holds: 'articles', backup: notBackedUp('they are on the web') }),
      emptyDir('scratch'),
    ],
    jobs: [
      {
        name: 'nightly',
        schedule: cron('0 4 * * *'),
        concurrency: 'Forbid',
        restart: 'OnFailure',
        container: { name: 'tidy', image: image('example.org/app', '1.0.0'), mounts: { scratch: '/tmp' } },
        volumes: [emptyDir('scratch'), emptyDir('more')],
      },
    ],
  }),
})

export default fixture(import.meta, { services: [web] })
export const expected: Expected = [
  'unmounted-volume web CronJob nightly.volumes.more',
  'unmounted-volume web Deployment web.volumes.scratch',
]
