import { image, service } from '@homelab/estate'
import { emptyDir } from '@homelab/kubernetes'
import { type Expected, fixture, pod } from '../parts.ts'

/** What a workload states as it is stands beside the rest: the API refuses a name that is there twice. */
const web = service(import.meta, 'web', {
  title: 'Web',
  summary: 'web',
  ports: {},
  // here
  workload: pod({
    container: { image: image('example.org/app', '1.0.0'), mounts: { cache: '/cache', more: '/more' } },
    // here
    volumes: [emptyDir('cache')],
    pod: {
      volumes: [
        { name: 'cache', emptyDir: {} },
        { name: 'more', emptyDir: {} },
      ],
      initContainers: [{ name: 'web', image: 'example.org/first:1.0.0' }],
      containers: [
        { name: 'beside', image: 'example.org/beside:1.0.0', volumeMounts: [{ name: 'lost', mountPath: '/lost' }] },
      ],
    },
  }),
})

export default fixture(import.meta, { services: [web] })
export const expected: Expected = [
  'invalid-name web container web',
  'invalid-name web volume cache',
  'unknown-volume web beside.mounts.lost',
]
