import { image, notBackedUp, service } from '@homelab/estate'
import { claim, existingClaim } from '@homelab/kubernetes'
import { type Expected, fixture, pod } from '../parts.ts'

const data = { size: '1Gi', holds: 'pages', backup: notBackedUp('a fixture') }
const container = {
  image: image('example.org/app', '1.0.0'),
  mounts: { data: { path: '/data', readOnly: true } },
} as const
const text = { title: 'Web', summary: 'reads pages', ports: {} }

const maker = service(import.meta, 'maker', { ...text, workload: pod({ volumes: [claim('data', 'pages', data)] }) })
const second = service(import.meta, 'second', {
  ...text,
  // here
  workload: pod({ container, volumes: [existingClaim('data', 'pages', data)] }),
})
/** These are right: the maker says what it holds; or nobody makes it, and this one says it. */
const right = [
  service(import.meta, 'reader', { ...text, workload: pod({ container, volumes: [existingClaim('data', 'pages')] }) }),
  service(import.meta, 'chart', {
    ...text,
    workload: pod({ container, volumes: [existingClaim('data', 'of-a-chart', data)] }),
  }),
]

export default fixture(import.meta, { services: [maker, second, ...right] })
export const expected: Expected = ['duplicate-setting second volumes.data']
