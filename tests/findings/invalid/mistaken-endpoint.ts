import { endpoint, http, type Needs, service } from '@homelab/estate'
import { asLokiPush, asRemoteWrite } from '@homelab/observability'
import { lasting } from '../collected.ts'
import { type Expected, fixture, pod } from '../parts.ts'

const logs = service(import.meta, 'logs', {
  title: 'Logs',
  summary: 'keeps logs',
  ports: { http: http(3100) },
  workload: pod(),
  metrics: { port: 'http', exporter: 'loki' },
})

const metrics = service(import.meta, 'metrics', {
  title: 'Metrics',
  summary: 'keeps metrics',
  ports: { http: http(9090) },
  workload: pod(),
  metrics: { port: 'http', exporter: 'prometheus' },
})

const agent = service(import.meta, 'agent', {
  title: 'Agent',
  summary: 'takes the one store for the other',
  ports: {},
  workload: lasting,
  collects: ['logs', 'probes'],
  needs: (): Needs => [
    // here
    endpoint(metrics, 'http', 'pushes logs', asLokiPush()),
    // here
    endpoint(logs, 'http', 'pushes metrics', asRemoteWrite()),
  ],
})

export default fixture(import.meta, { services: [logs, metrics, agent] })
export const expected: Expected = [
  'mistaken-endpoint agent needs.logs.use',
  'mistaken-endpoint agent needs.metrics.use',
]
