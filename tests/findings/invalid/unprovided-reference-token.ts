import { service } from '@homelab/estate'
import { object, objects, reachesApi } from '@homelab/kubernetes'
import { type Expected, fixture, kind, pod } from '../parts.ts'

const about = { title: 'App', summary: 'asks the API of the cluster, or seems to', ports: {} }
const apiGroup = 'rbac.authorization.k8s.io'

const accounts = service(import.meta, 'accounts', {
  ...about,
  workload: objects({
    at: kind,
    namespace: 'apps',
    objects: [object('ServiceAccount', { metadata: { name: 'bound' } })],
  }),
})

/** It has no token to ask with. */
const mute = service(import.meta, 'mute', {
  ...about,
  // here
  workload: pod({ reaches: [reachesApi('watches')] }),
})

/** Nothing is bound to the account. */
const helpless = service(import.meta, 'helpless', {
  ...about,
  // here
  workload: pod({ serviceAccount: { name: 'bound', token: true }, reaches: [reachesApi('watches')] }),
})

/** Nobody says why it has a token. */
const idle = service(import.meta, 'idle', {
  ...about,
  // here
  workload: pod({ serviceAccount: { name: 'bound', token: true } }),
})

const right = service(import.meta, 'right', {
  ...about,
  workload: pod({
    namespace: 'right',
    serviceAccount: { name: 'right', token: true },
    reaches: [reachesApi('watches')],
    objects: [
      object('ServiceAccount', { metadata: { name: 'right' } }),
      object('RoleBinding', {
        metadata: { name: 'right' },
        roleRef: { apiGroup, kind: 'ClusterRole', name: 'view' },
        subjects: [{ kind: 'ServiceAccount', name: 'right', namespace: 'right' }],
      }),
    ],
  }),
})

export default fixture(import.meta, { services: [accounts, mute, helpless, idle, right] })
export const expected: Expected = [
  'unprovided-reference helpless workload.serviceAccount',
  'unprovided-reference idle workload.serviceAccount',
  'unprovided-reference mute workload.serviceAccount',
]
