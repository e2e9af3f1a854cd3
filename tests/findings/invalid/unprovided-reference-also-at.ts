import { cluster, service } from '@homelab/estate'
import { alsoAt, customObject, objects } from '@homelab/kubernetes'
import { besides } from '../hills.ts'
import { type Expected, fixture, kind } from '../parts.ts'

/** In the second cluster nobody brings the kind: the operator is in the first one alone. */
const two = cluster('two', { ...besides, delivery: { kind: 'stand-in' } })

const operator = service(import.meta, 'operator', {
  title: 'Operator',
  summary: 'keeps gardens',
  ports: {},
  workload: objects({ at: kind, namespace: 'gardens', defines: ['gardens.example.org'] }),
})
const garden = service(import.meta, 'garden', {
  title: 'Garden',
  summary: 'a garden',
  ports: {},
  workload: objects({
    at: kind,
    namespace: 'gardens',
    objects: [
      customObject({ apiVersion: 'gardens.example.org/v1', kind: 'Garden', metadata: { name: 'one' }, spec: {} }),
    ],
  }),
})
// here
const second = alsoAt(two, garden)

export default fixture(import.meta, { clusters: [kind, two], services: [operator, garden, second] })
export const expected: Expected = ['unprovided-reference garden-two workload']
