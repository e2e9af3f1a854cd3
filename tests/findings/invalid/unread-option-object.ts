import { cron, image, notBackedUp, service } from '@homelab/estate'
import { claim, hardened, intOrString, object, reachesInternet } from '@homelab/kubernetes'
import { type Expected, fixture, pod } from '../parts.ts'

/** The compiler does not look at what is spread. */
const more = <T>(options: T): T => options
const container = { image: image('example.org/app', '1.0.0'), security: hardened() }

const web = service(import.meta, 'web', {
  title: 'Web',
  summary: 'says what nothing reads',
  ports: {},
  // here
  workload: pod({
    objects: [
      // here
      object('Service', {
        metadata: { name: 'web' },
        spec: {
          selector: { app: 'web' },
          ports: [{ port: 80, targetPort: intOrString(80), ...more({ target: 81 }) }],
        },
      }),
      object('ClusterRole', {
        metadata: { name: 'web' },
        rules: [{ nonResourceUrLs: ['/metrics'], verbs: ['get'] }],
      }),
      // here
      object('StorageClass', {
        metadata: { name: 'web', ...more({ owner: 'web' }) },
        provisioner: 'example.org/disks',
      }),
    ],
    volumes: [
      // here
      claim('data', 'data', { size: '1Gi', holds: 'x', backup: notBackedUp('x'), ...more({ accessMode: 'x' }) }),
    ],
    jobs: [
      {
        name: 'tidy',
        restart: 'Never',
        concurrency: 'Forbid',
        schedule: cron('0 3 * * *'),
        container: {
          ...container,
          name: 'tidy',
          resources: { limits: { memory: '1Mi', cpu: '1m', ...more({ disk: '1Gi' }) } },
        },
        ...more({ suspend: true }),
      },
    ],
    reaches: [reachesInternet('asks')],
  }),
})

export default fixture(import.meta, { services: [web] })
export const expected: Expected = [
  'unread-option web workload.jobs[0].container.resources.limits.disk',
  'unread-option web workload.jobs[0].suspend',
  'unread-option web workload.objects[0].props.spec.ports[0].target',
  'unread-option web workload.objects[2].props.metadata.owner',
  'unread-option web workload.volumes[0].accessMode',
]
