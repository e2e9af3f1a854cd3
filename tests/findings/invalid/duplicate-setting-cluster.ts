import { cluster, http, service } from '@homelab/estate'
import { alsoAt } from '@homelab/kubernetes'
import { box, type Expected, fixture, kind, pod, store } from '../parts.ts'

const { kind: _, name: __, ...rest } = kind
const other = cluster('other', { ...rest, on: box, context: 'other', source: { ...kind.source, folder: 'other' } })

const collector = service(import.meta, 'collector', {
  title: 'Collector',
  summary: 'asks all for their metrics',
  ports: {},
  workload: pod(),
  collects: ['metrics'],
})

// here
const app = service(import.meta, 'app', {
  title: 'App',
  summary: 'is one of many',
  ports: { http: http(80) },
  workload: pod(),
  metrics: { port: 'http', exporter: 'go', labels: { cluster: 'many' } },
})

export default fixture(import.meta, {
  clusters: [kind, other],
  services: [collector, app, store, alsoAt(other, store)],
})
export const expected: Expected = ['duplicate-setting app metrics.labels.cluster']
