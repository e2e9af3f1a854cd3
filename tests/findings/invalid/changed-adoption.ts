import { adopt, image, notBackedUp, service } from '@homelab/estate/model'
import { claimTemplate, statefulSet } from '@homelab/kubernetes'
import { type Expected, fixture, kind, pod } from '../parts.ts'

const container = { image: image('example.org/app', '1.0.0') }
const text = { title: 'Web', summary: 'ran before', ports: {} }

/** Renamed since: a selector of other labels. */
const web = service(import.meta, 'web', {
  ...text,
  workload: pod({ container }),
  adopts: [
    // here
    adopt('Deployment', 'web', { 'spec.selector': { matchLabels: { app: 'website' } } }),
    // here
    adopt('PersistentVolumeClaim', 'web-data'),
  ],
})
/** A smaller volume would be another one; what is not set stays so. */
const store = service(import.meta, 'store', {
  ...text,
  workload: statefulSet({
    at: kind,
    namespace: 'apps',
    container: { ...container, mounts: { data: '/data' } },
    volumes: [claimTemplate('data', { size: '1Gi', holds: 'files', backup: notBackedUp('a fixture') })],
  }),
  adopts: [
    // here
    adopt('StatefulSet', 'store', {
      'spec.selector': { matchLabels: { app: 'store' } },
      'spec.serviceName': 'store',
      'spec.podManagementPolicy': null,
      'spec.volumeClaimTemplates': [
        {
          metadata: { name: 'data' },
          spec: { resources: { requests: { storage: '2Gi' } }, accessModes: ['ReadWriteOnce'] },
        },
      ],
    }),
    // here
    adopt('StatefulSet', 'store', {}, 'elsewhere'),
  ],
})

export default fixture(import.meta, { services: [web, store] })
export const expected: Expected = [
  'changed-adoption store StatefulSet store',
  'changed-adoption store StatefulSet store spec.volumeClaimTemplates',
  'changed-adoption web Deployment web spec.selector',
  'changed-adoption web PersistentVolumeClaim web-data',
]
