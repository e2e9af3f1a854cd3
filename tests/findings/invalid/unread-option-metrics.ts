import { http, service } from '@homelab/estate'
import { type Expected, fixture, pod } from '../parts.ts'

const collector = service(import.meta, 'collector', {
  title: 'Collector',
  summary: 'collects',
  ports: {},
  workload: pod(),
  collects: ['metrics'],
})
const right = service(import.meta, 'right', {
  title: 'Right',
  summary: 'is asked',
  ports: { metrics: http(9090) },
  workload: pod({ objectName: 'right' }),
  metrics: { port: 'metrics', exporter: 'loki' },
})
const app = service(import.meta, 'app', {
  title: 'App',
  summary: 'has numbers that nobody asks for',
  // here
  ports: { metrics: http(9091) },
  workload: pod({ objectName: 'app' }),
})

export default fixture(import.meta, { services: [collector, right, app] })
export const expected: Expected = ['unread-option app ports.metrics']
