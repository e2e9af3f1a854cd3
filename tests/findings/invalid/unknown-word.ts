import { image, service } from '@homelab/estate'
import { object, objects, podField } from '@homelab/kubernetes'
import { type Expected, fixture, kind, pod } from '../parts.ts'

const rights = service(import.meta, 'rights', {
  title: 'Rights',
  summary: 'allows what there is not',
  ports: {},
  workload: objects({
    at: kind,
    namespace: 'rights',
    objects: [
      // here
      object('ClusterRole', {
        metadata: { name: 'odd' },
        rules: [
          { apiGroups: [''], resources: ['pods', 'podz'], verbs: ['get', 'fetch'] },
          { apiGroups: ['network.k8s.io'], resources: ['ingresses'], verbs: ['get'] },
          { apiGroups: ['apps'], resources: ['deployments/logs'], verbs: ['watch'] },
          { apiGroups: [], resources: ['pods'], verbs: ['get'] },
        ],
      }),
    ],
  }),
})

/** Of groups that others define nobody knows what they have; the rest is right. */
const right = service(import.meta, 'right', {
  title: 'Right',
  summary: 'allows what there is',
  ports: {},
  workload: objects({
    at: kind,
    namespace: 'right',
    objects: [
      object('ClusterRole', {
        metadata: { name: 'right' },
        rules: [
          { apiGroups: [''], resources: ['pods/log', 'nodes/status', '*/status'], verbs: ['get'] },
          { apiGroups: ['example.org'], resources: ['widgets'], verbs: ['list', 'watch'] },
          { nonResourceUrLs: ['/metrics'], verbs: ['get'] },
        ],
      }),
    ],
  }),
})

const app = service(import.meta, 'app', {
  title: 'App',
  summary: 'may do what nobody knows',
  ports: {},
  // here
  workload: pod({
    container: {
      image: image('example.org/app', '1.0.0'),
      // @ts-expect-error the compiler knows the fields of a pod
      env: { NODE: podField('spec.node'), TZ: 'Europe/Berlinn' },
      security: { capabilities: { add: ['NET_BIND'] }, seccompProfile: { type: 'Default' } },
    },
    pod: { tolerations: [{ operator: 'Exist' }] },
  }),
})

export default fixture(import.meta, { services: [rights, right, app] })
export const expected: Expected = [
  'unknown-word app Deployment app.spec.template.spec.containers[0].env[0].valueFrom.fieldRef.fieldPath',
  'unknown-word app Deployment app.spec.template.spec.containers[0].env[1].value',
  'unknown-word app Deployment app.spec.template.spec.containers[0].securityContext.capabilities.add[0]',
  'unknown-word app Deployment app.spec.template.spec.containers[0].securityContext.seccompProfile.type',
  'unknown-word app Deployment app.spec.template.spec.tolerations[0].operator',
  'unknown-word rights ClusterRole odd.rules[0].resources',
  'unknown-word rights ClusterRole odd.rules[0].verbs',
  'unknown-word rights ClusterRole odd.rules[1].apiGroups',
  'unknown-word rights ClusterRole odd.rules[2].resources',
  'unknown-word rights ClusterRole odd.rules[2].verbs',
  'unknown-word rights ClusterRole odd.rules[3].apiGroups',
]
