import { endpoint, http, image, type Needs, notBackedUp, service } from '@homelab/estate'
import { claim, configMap } from '@homelab/kubernetes'
import { asLokiPush, asRemoteWrite, clusterAlloy } from '@homelab/observability'
import { type Expected, fixture, pod } from '../parts.ts'

const settings = { probeIntervalSeconds: 30, probeTimeoutSeconds: 5, dropLines: 'x', jsonFields: [], jsonLabels: [] }

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
  workload: pod({
    strategy: 'Recreate',
    container: { image: image('example.org/agent', '1.0.0'), mounts: { data: '/data' } },
    volumes: [
      configMap('config', 'agent', { 'config.alloy': clusterAlloy(settings) }),
      claim('data', 'agent', { size: '1Gi', holds: 'how far it has read', backup: notBackedUp('it reads again') }),
    ],
  }),
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
