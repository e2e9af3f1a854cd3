import { service } from '@homelab/estate'
import { chart } from '@homelab/kubernetes'
import { type Expected, fixture, kind } from '../parts.ts'

const operator = service(import.meta, 'operator', {
  title: 'Operator',
  summary: 'a chart in a folder that no repository has',
  ports: {},
  // here
  workload: chart({
    at: kind,
    namespace: 'operator',
    repository: 'https://git.example.com/charts.git',
    revision: 'v1.0.0',
    path: 'charts:operator',
    releaseName: 'operator',
    values: {},
  }),
})

export default fixture(import.meta, { services: [operator] })
export const expected: Expected = ['invalid-path operator workload.path']
