import { external, http, service } from '@homelab/estate'
import { box, type Expected, fixture, pod } from '../parts.ts'

/** It is asked from the cluster, where nothing reads a file of the host. */
// here
const gauge = service(import.meta, 'gauge', {
  title: 'Gauge',
  summary: 'shows its numbers to one user',
  ports: { http: http(9100) },
  workload: external(box),
  metrics: { port: 'http', exporter: 'node', login: { user: 'metrics', passwordFile: '/home/box/password' } },
})
const collector = service(import.meta, 'collector', {
  title: 'Collector',
  summary: 'collects',
  ports: {},
  workload: pod(),
  collects: ['metrics'],
})

export default fixture(import.meta, { services: [gauge, collector] })
export const expected: Expected = ['unread-option gauge metrics.login']
