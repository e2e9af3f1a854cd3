import { service } from '@homelab/estate'
import { customObject, objects } from '@homelab/kubernetes'
import { type Expected, fixture, kind } from '../parts.ts'

const issuer = (name: string) =>
  customObject({
    apiVersion: 'cert-manager.io/v1',
    kind: 'Issuer',
    metadata: { name },
    spec: { selfSigned: {} },
  })

/** Nothing brings the kind: neither an operator nor the cluster, of which one installs another. What many lack is told once. */
const house = service(import.meta, 'house', {
  title: 'House',
  summary: 'signs what the house trusts',
  ports: {},
  // here
  workload: objects({
    at: kind,
    namespace: 'house',
    objects: [
      issuer('house'),
      customObject({
        apiVersion: 'helm.cattle.io/v1',
        kind: 'HelmChartConfig',
        metadata: { name: 'traefik', namespace: 'kube-system' },
        spec: { valuesContent: 'logs: {}\n' },
      }),
      // Kubernetes' own.
      customObject(
        { apiVersion: 'storage.k8s.io/v1', kind: 'CSIDriver', metadata: { name: 'own' }, spec: {} },
        'cluster',
      ),
    ],
  }),
})

const shed = service(import.meta, 'shed', {
  title: 'Shed',
  summary: 'signs what the shed trusts',
  ports: {},
  workload: objects({ at: kind, namespace: 'shed', objects: [issuer('shed')] }),
})

export default fixture(import.meta, {
  clusters: [{ ...kind, defines: ['helm.cattle.io'] }],
  services: [house, shed],
})
export const expected: Expected = ['unprovided-reference house workload']
