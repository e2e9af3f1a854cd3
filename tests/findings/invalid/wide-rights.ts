import { service } from '@homelab/estate'
import { object } from '@homelab/kubernetes'
import { type Expected, fixture, pod } from '../parts.ts'

const core = { apiGroups: [''] }

const web = service(import.meta, 'web', {
  title: 'Web',
  summary: 'may do more than it says',
  ports: {},
  workload: pod({
    objects: [
      // here
      object('ClusterRole', {
        metadata: { name: 'wide' },
        rules: [
          { ...core, resources: ['nodes/metrics'], verbs: ['get'] },
          { ...core, resources: ['nodes/proxy'], verbs: ['get'] },
          { apiGroups: ['rbac.authorization.k8s.io'], resources: ['roles'], verbs: ['get', 'escalate'] },
        ],
      }),
      // here
      object('Role', {
        metadata: { name: 'shell' },
        rules: [{ ...core, resources: ['pods/exec'], verbs: ['create'] }],
      }),
    ],
  }),
})

export default fixture(import.meta, { services: [web] })
export const expected: Expected = [
  'wide-rights web ClusterRole wide.rules[1]',
  'wide-rights web ClusterRole wide.rules[2]',
  'wide-rights web Role shell.rules[0]',
]
