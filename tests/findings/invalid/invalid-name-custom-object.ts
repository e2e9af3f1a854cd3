import { service } from '@homelab/estate'
import { customObject, objects } from '@homelab/kubernetes'
import { type Expected, fixture, kind } from '../parts.ts'

/** Kubernetes' own kinds have types here, which keep images, data and secrets in sight. */
const sneaky = service(import.meta, 'sneaky', {
  title: 'Sneaky',
  summary: 'sneaky',
  ports: {},
  workload: objects({
    at: kind,
    namespace: 'sneaky',
    objects: [
      // here
      customObject({ apiVersion: 'v1', kind: 'Secret', metadata: { name: 'x' }, stringData: { key: 'value' } }),
    ],
  }),
})

export default fixture(import.meta, { services: [sneaky] })
export const expected: Expected = ['invalid-name sneaky workload.objects[0].props.apiVersion']
