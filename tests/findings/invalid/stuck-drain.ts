import { service } from '@homelab/estate'
import { type Expected, fixture, pod } from '../parts.ts'

const text = { title: 'Web', summary: 'never lets go of its node', ports: {} }

const all = service(import.meta, 'all', {
  ...text,
  // here
  workload: pod({ replicas: 2, budget: { available: 2 } }),
})
/** A share is rounded up: half of one pod is that pod. */
const half = service(import.meta, 'half', {
  ...text,
  // here
  workload: pod({ budget: { available: '50%' } }),
})
const none = service(import.meta, 'none', {
  ...text,
  // here
  workload: pod({ replicas: 3, budget: { unavailable: 0 } }),
})
/** These let one go: of two, of three by a share that is rounded up, of one, and of none that runs. */
const right = [
  service(import.meta, 'one-of-two', { ...text, workload: pod({ replicas: 2, budget: { available: 1 } }) }),
  service(import.meta, 'share', { ...text, workload: pod({ replicas: 3, budget: { unavailable: '10%' } }) }),
  service(import.meta, 'alone', { ...text, workload: pod({ budget: { unavailable: 1 } }) }),
  service(import.meta, 'off', { ...text, workload: pod({ replicas: 0, budget: { available: 1 } }) }),
]

export default fixture(import.meta, { services: [all, half, none, ...right] })
export const expected: Expected = [
  'stuck-drain all PodDisruptionBudget all.spec.minAvailable',
  'stuck-drain half PodDisruptionBudget half.spec.minAvailable',
  'stuck-drain none PodDisruptionBudget none.spec.maxUnavailable',
]
