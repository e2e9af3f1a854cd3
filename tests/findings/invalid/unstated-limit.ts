import { image, service } from '@homelab/estate'
import { chart } from '@homelab/kubernetes'
import { type Expected, fixture, kind, pod } from '../parts.ts'

const requests = { memory: '64Mi', cpu: '10m' }
const limits = { memory: '128Mi' }
const about = { summary: 'may take all memory', ports: {} }

const web = service(import.meta, 'web', {
  ...about,
  title: 'Web',
  // here
  workload: pod({ container: { image: image('example.org/app', '1.0.0'), resources: { requests } } }),
})
/** Of whose pods one is limited, one only in what it may compute, and one has other things under that name. */
const operator = service(import.meta, 'operator', {
  ...about,
  title: 'Operator',
  // here
  workload: chart({
    at: kind,
    namespace: 'operator',
    repository: 'https://git.example.com/charts.git',
    revision: 'v1.0.0',
    path: 'charts/operator',
    releaseName: 'operator',
    values: {
      resources: { requests, limits },
      webhook: { resources: { requests, limits: { cpu: '1' } } },
      rules: { resources: ['pods'] },
    },
  }),
})

export default fixture(import.meta, { services: [web, operator] })
export const expected: Expected = [
  'unstated-limit operator values.webhook.resources.limits.memory',
  'unstated-limit web web.resources.limits.memory',
]
