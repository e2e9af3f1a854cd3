import { service } from '@homelab/estate'
import { externalApplications } from '@homelab/kubernetes'
import { kube } from '../places.ts'

export const it = service(import.meta, 'applications', {
  title: 'Applications',
  summary: 'hand-written, and delivered by nothing',
  ports: {},
  workload: externalApplications({
    at: kube,
    namespace: 'apps',
    applications: [],
    // column 5: Type '[]' is not assignable to type 'readonly [DeliveryGroup, ...DeliveryGroup[]]'; Source has 0 element(s) but target requires 1
  }),
})
