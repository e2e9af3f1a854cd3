import { service } from '@homelab/estate'
import { object } from '@homelab/kubernetes'
import { type Expected, fixture, pod } from '../parts.ts'

const text = { title: 'Web', summary: 'is as many pods as it takes', ports: {} }

function scaled(kind: string, name: string) {
  return object('HorizontalPodAutoscaler', {
    metadata: { name },
    spec: { scaleTargetRef: { apiVersion: 'apps/v1', kind, name }, minReplicas: 1, maxReplicas: 4 },
  })
}

const said = service(import.meta, 'said', {
  ...text,
  // here
  workload: pod({ replicas: 2, objects: [scaled('Deployment', 'said')] }),
})
const alone = service(import.meta, 'alone', { ...text, workload: pod({ objects: [scaled('Deployment', 'alone')] }) })
/** Of another kind: the Deployment of that name it leaves alone. */
const other = service(import.meta, 'other', {
  ...text,
  workload: pod({ replicas: 2, objects: [scaled('StatefulSet', 'other')] }),
})

export default fixture(import.meta, { services: [said, alone, other] })
export const expected: Expected = ['duplicate-setting said Deployment said.spec.replicas']
