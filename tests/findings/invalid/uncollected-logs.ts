import { cluster, endpoint, http, image, type Needs, notBackedUp, service } from '@homelab/estate'
import { claim, configMap } from '@homelab/kubernetes'
import { asLokiPush, asRemoteWrite, clusterAlloy } from '@homelab/observability'
import { box, type Expected, fixture, kind, pod } from '../parts.ts'

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
  summary: 'collects in one cluster of two',
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

const second = cluster('second', {
  on: box,
  context: 'second',
  version: 'v1.34.0',
  server: 'https://kubernetes.default.svc',
  dnsDomain: 'cluster.local',
  storageClass: 'standard',
  source: { ...kind.source, folder: 'second' },
  delivery: { kind: 'stand-in' },
  secretStore: 'store',
  networkPolicies: false,
  unhardened: 'nothing runs there',
})

const web = service(import.meta, 'web', {
  title: 'Web',
  summary: 'logs in the other one',
  ports: {},
  // here
  workload: pod({ at: second }),
})

export default fixture(import.meta, { clusters: [kind, second], services: [logs, metrics, agent, web] })
export const expected: Expected = ['uncollected-logs web workload.logs']
