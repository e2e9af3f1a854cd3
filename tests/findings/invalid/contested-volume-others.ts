import { daily, image, notBackedUp, service } from '@homelab/estate'
import { claim, daemonSet, object, objects, type ScheduledJob } from '@homelab/kubernetes'
import { type Expected, fixture, kind, pod } from '../parts.ts'

const container = { name: 'app', image: image('example.org/app', '1.0.0'), mounts: { data: '/data' } }
const text = { title: 'Web', summary: 'writes what another may be writing', ports: {} }

function data(name: string): ReturnType<typeof claim> {
  // here
  return claim('data', name, { size: '1Gi', holds: 'a database', backup: notBackedUp('a fixture') })
}

function job(concurrency: ScheduledJob['concurrency']): ScheduledJob {
  const name = concurrency.toLowerCase()
  return { name, schedule: daily(4, 0), concurrency, restart: 'Never', container, volumes: [data(name)] }
}

const runs = service(import.meta, 'runs', {
  ...text,
  workload: objects({ at: kind, namespace: 'apps', jobs: [job('Allow'), job('Replace'), job('Forbid')] }),
})
const nodes = service(import.meta, 'nodes', {
  ...text,
  workload: daemonSet({ at: kind, namespace: 'apps', container, volumes: [data('nodes')] }),
})
const first = service(import.meta, 'first', {
  ...text,
  workload: pod({ container, volumes: [data('shared')], strategy: 'Recreate' }),
})
/** Both are the only pod of their Deployment. */
// here
const second = service(import.meta, 'second', {
  ...text,
  workload: pod({
    container,
    strategy: 'Recreate',
    pod: { volumes: [{ name: 'data', persistentVolumeClaim: { claimName: 'shared' } }] },
  }),
})
const labels = { app: 'two' }
const raw = service(import.meta, 'raw', {
  ...text,
  workload: objects({
    at: kind,
    namespace: 'raw',
    objects: [
      // here
      object('Deployment', {
        metadata: { name: 'two' },
        spec: {
          replicas: 2,
          strategy: { type: 'Recreate' },
          selector: { matchLabels: labels },
          template: {
            metadata: { labels },
            spec: {
              containers: [
                { name: 'a', image: 'example.org/a:1.0.0', volumeMounts: [{ name: 'data', mountPath: '/data' }] },
              ],
              volumes: [{ name: 'data', persistentVolumeClaim: { claimName: 'of-the-chart' } }],
            },
          },
        },
      }),
    ],
  }),
})

export default fixture(import.meta, { services: [runs, nodes, first, second, raw] })
export const expected: Expected = [
  'contested-volume nodes DaemonSet nodes.volumes.data',
  'contested-volume raw Deployment two.volumes.data',
  'contested-volume runs CronJob allow.volumes.data',
  'contested-volume runs CronJob replace.volumes.data',
  'contested-volume second Deployment second.volumes.data',
  'unprovided-reference raw Deployment two.spec.template.spec.volumes.data',
]
