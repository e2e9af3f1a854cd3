import { service } from '@homelab/estate'
import { object, objects } from '@homelab/kubernetes'
import { type Expected, fixture, kind, pod } from '../parts.ts'

/** What the API server refuses at the sync, and what it takes and nothing ever follows. */
const web = service(import.meta, 'web', {
  title: 'Web',
  summary: 'says words that there are none of',
  ports: {},
  // here
  workload: pod({
    objects: [
      // here
      object('Service', {
        metadata: { name: 'odd' },
        spec: {
          type: 'ClusterIp',
          sessionAffinity: 'ClientIp',
          internalTrafficPolicy: 'Node',
          ipFamilyPolicy: 'Dual',
          ipFamilies: ['IPv5'],
          ports: [{ port: 80 }],
        },
      }),
      object('Service', {
        metadata: { name: 'right' },
        spec: { type: 'NodePort', sessionAffinity: 'ClientIP', ipFamilies: ['IPv4', 'IPv6'], ports: [{ port: 80 }] },
      }),
      // here
      object('StorageClass', {
        metadata: { name: 'odd' },
        provisioner: 'example.org/disks',
        reclaimPolicy: 'Retane',
      }),
    ],
    pod: { preemptionPolicy: 'Nevr' },
  }),
})

/** Nobody knows the name of what is to be made: such a rule lets nobody make anything. A token has a name before. */
const rights = service(import.meta, 'rights', {
  title: 'Rights',
  summary: 'allows what there is not',
  ports: {},
  workload: objects({
    at: kind,
    namespace: 'rights',
    objects: [
      // here
      object('Role', {
        metadata: { name: 'odd' },
        rules: [
          { apiGroups: ['apps'], resources: ['deployments'], resourceNames: ['web'], verbs: ['get', 'create'] },
          { apiGroups: [''], resources: ['pods/eviction'], resourceNames: ['web'], verbs: ['create'] },
        ],
      }),
    ],
  }),
})

export default fixture(import.meta, { services: [web, rights] })
export const expected: Expected = [
  'unknown-word rights Role odd.rules[0].verbs',
  'unknown-word web Deployment web.spec.template.spec.preemptionPolicy',
  'unknown-word web Service odd.spec.internalTrafficPolicy',
  'unknown-word web Service odd.spec.ipFamilies[0]',
  'unknown-word web Service odd.spec.ipFamilyPolicy',
  'unknown-word web Service odd.spec.sessionAffinity',
  'unknown-word web Service odd.spec.type',
  'unknown-word web StorageClass odd.reclaimPolicy',
]
