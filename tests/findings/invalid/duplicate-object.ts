import { service } from '@homelab/estate'
import { object } from '@homelab/kubernetes'
import { type Expected, fixture, pod } from '../parts.ts'

const account = object('ServiceAccount', { metadata: { name: 'shared' } })
// here
const one = service(import.meta, 'one', {
  title: 'One',
  summary: 'one',
  ports: {},
  workload: pod({ objects: [account] }),
})
const two = service(import.meta, 'two', {
  title: 'Two',
  summary: 'two',
  ports: {},
  workload: pod({ objects: [account], application: { name: 'two' } }),
})

export default fixture(import.meta, { services: [one, two] })
export const expected: Expected = ['duplicate-object ServiceAccount apps/shared']
