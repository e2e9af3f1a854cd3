import { cluster, service } from '@homelab/estate'
import { argoCdIn, object, objects } from '@homelab/kubernetes'
import { besides, farther, home, reaching, storeAtHome } from '../hills.ts'
import { type Expected, fixture } from '../parts.ts'

/** Who may bind this role has all of it. */
const far = cluster('far', {
  ...besides,
  // here
  delivery: argoCdIn(home, farther),
})
const one = service(import.meta, 'one', {
  ...{ title: 'One', summary: 'one', ports: {} },
  workload: objects({
    ...{ at: far, namespace: 'one' },
    objects: [
      object('ClusterRoleBinding', {
        metadata: { name: 'one' },
        roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'cluster-admin' },
        subjects: [{ kind: 'ServiceAccount', name: 'default', namespace: 'one' }],
      }),
    ],
  }),
})

export default fixture(import.meta, { clusters: [home, far], services: [reaching(far), storeAtHome, one] })
export const expected: Expected = ['wide-rights far delivery.from']
