import { service, yaml } from '@homelab/estate'
import { chart, configMap } from '@homelab/kubernetes'
import { type Expected, fixture, kind, pod } from '../parts.ts'

/** What a chart, or a program’s own file, means by a number nobody here knows: often zero turns it off. */
const charted = service(import.meta, 'charted', {
  ...{ title: 'Charted', summary: 'polls nobody', ports: {} },
  workload: chart({
    ...{ at: kind, namespace: 'charted', repository: 'https://git.example.com/charts.git', path: 'charts/charted' },
    ...{ revision: 'v1.0.0', releaseName: 'charted', values: { poller: { intervalSeconds: 0 } } },
  }),
})
const configured = service(import.meta, 'configured', {
  ...{ title: 'Configured', summary: 'refreshes twice a second', ports: {} },
  workload: pod({
    volumes: [configMap('config', 'configured', { 'config.yaml': yaml({ refreshIntervalSeconds: 0.5 }) })],
  }),
})

export default fixture(import.meta, { services: [charted, configured] })
export const expected: Expected = []
