import { service } from '@homelab/estate'
import { rolling } from '@homelab/kubernetes'
import { type Expected, fixture, pod } from '../parts.ts'

const text = { title: 'Web', summary: 'has numbers of pods that are none', ports: {} }

const half = service(import.meta, 'half', {
  ...text,
  // here
  workload: pod({ replicas: 1.5 }),
})
const surge = service(import.meta, 'surge', {
  ...text,
  // here
  workload: pod({ replicas: 2, strategy: rolling({ surge: -1 }) }),
})
const budget = service(import.meta, 'budget', {
  ...text,
  // here
  workload: pod({ replicas: 2, budget: { available: '1.5%' } }),
})
const skew = service(import.meta, 'skew', {
  ...text,
  // here
  workload: pod({ replicas: 2, spread: [{ over: 'nodes', skew: 0 }] }),
})

export default fixture(import.meta, { services: [half, surge, budget, skew] })
export const expected: Expected = [
  'invalid-quantity budget PodDisruptionBudget budget.spec.minAvailable',
  'invalid-quantity half Deployment half.spec.replicas',
  'invalid-quantity skew Deployment skew.spec.template.spec.topologySpreadConstraints',
  'invalid-quantity surge Deployment surge.spec.strategy.rollingUpdate.maxSurge',
]
