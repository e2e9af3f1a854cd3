import { service } from '@homelab/estate'
import { object } from '@homelab/kubernetes'
import { type Expected, fixture, pod } from '../parts.ts'

const watcher = service(import.meta, 'watcher', {
  title: 'Watcher',
  summary: 'may list nothing, and read nothing',
  ports: {},
  workload: pod({
    objects: [
      // here
      object('ClusterRole', {
        metadata: { name: 'watcher' },
        rules: [
          { apiGroups: [''], resources: ['pods'], verbs: ['list'] },
          { apiGroups: ['apps'], resources: [], verbs: ['list'] },
          { nonResourceUrLs: ['/metrics'], verbs: ['get'] },
        ],
      }),
      // here
      object('Role', {
        metadata: { name: 'watcher' },
        rules: [{ apiGroups: [''], resources: ['secrets'], verbs: [] }],
      }),
    ],
  }),
})

export default fixture(import.meta, { services: [watcher] })
export const expected: Expected = [
  'empty-setting watcher workload.objects[0].props.rules[1]',
  'empty-setting watcher workload.objects[1].props.rules[0]',
]
