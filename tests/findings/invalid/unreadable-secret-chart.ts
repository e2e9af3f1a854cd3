import { service } from '@homelab/estate'
import { chart } from '@homelab/kubernetes'
import { type Expected, fixture, kind } from '../parts.ts'

// here
const operator = service(import.meta, 'operator', {
  title: 'Operator',
  summary: 'a chart that reads a Secret which nothing delivers',
  ports: {},
  workload: chart({
    at: kind,
    namespace: 'operator',
    repository: 'https://git.example.com/charts.git',
    revision: 'v1.0.0',
    path: 'charts/operator',
    releaseName: 'operator',
    values: {},
    reads: ['credentials'],
  }),
})

export default fixture(import.meta, { services: [operator] })
export const expected: Expected = ['unreadable-secret operator secrets.credentials']
