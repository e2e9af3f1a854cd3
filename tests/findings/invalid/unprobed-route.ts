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
})

const metrics = service(import.meta, 'metrics', {
  title: 'Metrics',
  summary: 'keeps metrics',
  ports: { http: http(9090) },
  workload: pod(),
})

const agent = service(import.meta, 'agent', {
  title: 'Agent',
  summary: 'probes what says how it is',
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
    endpoint(logs, 'http', 'pushes logs', asLokiPush()),
    endpoint(metrics, 'http', 'pushes metrics', asRemoteWrite()),
  ],
})

// here
const web = service(import.meta, 'web', {
  title: 'Web',
  summary: 'does not say how it is',
  ports: { http: http(8080) },
  workload: pod(),
  routes: { tailnet: { port: 'http' } },
})

const wiki = service(import.meta, 'wiki', {
  title: 'Wiki',
  summary: 'says it',
  ports: { http: http(8080) },
  workload: pod(),
  probes: { ready: { port: 'http', path: '/' } },
  routes: { tailnet: { port: 'http' } },
})

export default fixture(import.meta, { services: [logs, metrics, agent, web, wiki] })
export const expected: Expected = ['unprobed-route web probes']
