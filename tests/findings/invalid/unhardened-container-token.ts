import { image, service } from '@homelab/estate'
import { hardened, object, reachesApi } from '@homelab/kubernetes'
import { type Expected, fixture, kind, pod } from '../parts.ts'

const { unhardened: _, ...asked } = kind

const web = service(import.meta, 'web', {
  title: 'Web',
  summary: 'has a token of the API server',
  ports: {},
  // here
  workload: pod({
    serviceAccount: { name: 'web', token: true },
    container: {
      image: image('example.org/app', '1.0.0'),
      resources: { limits: { memory: '64Mi' } },
      security: hardened(),
    },
    reaches: [reachesApi('watches')],
    objects: [
      object('ServiceAccount', { metadata: { name: 'web' } }),
      object('ClusterRoleBinding', {
        metadata: { name: 'web' },
        roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'view' },
        subjects: [{ kind: 'ServiceAccount', name: 'web', namespace: 'apps' }],
      }),
    ],
  }),
})

export default fixture(import.meta, { clusters: [asked], services: [web] })
export const expected: Expected = ['unhardened-container web workload.serviceAccount.token']
