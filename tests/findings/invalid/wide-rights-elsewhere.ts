import { cluster, service } from '@homelab/estate'
import { argoCdIn, chart } from '@homelab/kubernetes'
import { besides, farther, home, reaching, storeAtHome } from '../hills.ts'
import { type Expected, fixture } from '../parts.ts'

/** Nobody sees what the chart brings: who brings it may do all. */
const far = cluster('far', {
  ...besides,
  // here
  delivery: argoCdIn(home, farther),
})
const argo = reaching(far)
const one = service(import.meta, 'one', {
  title: 'One',
  summary: 'one',
  ports: {},
  workload: chart({
    ...{ at: far, namespace: 'apps', repository: 'https://git.example.com/charts.git', revision: 'v1.0.0' },
    ...{ path: 'charts/one', releaseName: 'one', values: {} },
  }),
})

export default fixture(import.meta, { clusters: [home, far], services: [argo, storeAtHome, one] })
export const expected: Expected = ['wide-rights far delivery.from']
