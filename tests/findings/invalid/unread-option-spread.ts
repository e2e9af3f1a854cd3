import { service } from '@homelab/estate'
import { type Expected, fixture, pod } from '../parts.ts'

const text = { title: 'Web', summary: 'keeps apart', ports: {} }

const alone = service(import.meta, 'alone', {
  ...text,
  // here
  workload: pod({ spread: [{ over: 'nodes' }] }),
})
const right = service(import.meta, 'right', {
  ...text,
  workload: pod({ replicas: 2, spread: [{ over: 'nodes', strict: true }, { over: 'zones' }] }),
})

export default fixture(import.meta, { services: [alone, right] })
export const expected: Expected = ['unread-option alone Deployment alone.spec.template.spec.topologySpreadConstraints']
