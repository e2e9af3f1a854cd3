import { endpoint, http, image, type Needs, notBackedUp, service } from '@homelab/estate'
import { claim, configMap } from '@homelab/kubernetes'
import { asLokiPush, asRemoteWrite, clusterAlloy } from '@homelab/observability'
import { pod } from './parts.ts'

/** The configuration of a collector. */
export const config = configMap('config', 'agent', {
  'config.alloy': clusterAlloy({
    probeIntervalSeconds: 30,
    probeTimeoutSeconds: 5,
    dropLines: 'x',
    jsonFields: [],
    jsonLabels: [],
  }),
})

/** One that remembers how far it has read. */
export const lasting = pod({
  strategy: 'Recreate',
  container: { image: image('example.org/agent', '1.0.0'), mounts: { config: '/etc/agent', data: '/data' } },
  volumes: [
    config,
    claim('data', 'agent', { size: '1Gi', holds: 'how far it has read', backup: notBackedUp('it reads again') }),
  ],
})

export const logs = service(import.meta, 'logs', {
  title: 'Logs',
  summary: 'keeps logs',
  ports: { http: http(3100) },
  workload: pod(),
})

export const metrics = service(import.meta, 'metrics', {
  title: 'Metrics',
  summary: 'keeps metrics',
  ports: { http: http(9090) },
  workload: pod(),
})

/** Where a collector pushes to. */
export const pushes = (): Needs => [
  endpoint(logs, 'http', 'pushes logs', asLokiPush()),
  endpoint(metrics, 'http', 'pushes metrics', asRemoteWrite()),
]

/** A collector that is right in every way. */
export const agent = service(import.meta, 'agent', {
  title: 'Agent',
  summary: 'collects logs, and probes',
  ports: {},
  workload: lasting,
  collects: ['logs', 'probes'],
  needs: pushes,
})
