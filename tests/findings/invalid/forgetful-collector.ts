import { endpoint, http, type Needs, service } from '@homelab/estate'
import { configMap, emptyDir } from '@homelab/kubernetes'
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
  summary: 'forgets how far it has read',
  ports: {},
  // here
  workload: pod({
    volumes: [configMap('config', 'agent', { 'config.alloy': clusterAlloy(settings) }), emptyDir('data')],
  }),
  collects: ['logs', 'probes'],
  needs: (): Needs => [
    endpoint(logs, 'http', 'pushes logs', asLokiPush()),
    endpoint(metrics, 'http', 'pushes metrics', asRemoteWrite()),
  ],
})

export default fixture(import.meta, { services: [logs, metrics, agent] })
export const expected: Expected = ['forgetful-collector agent workload.volumes']
