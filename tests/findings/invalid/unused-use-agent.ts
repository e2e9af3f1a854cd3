import { endpoint, http, image, type Needs, service } from '@homelab/estate'
import { configMap } from '@homelab/kubernetes'
import { asLokiPush, asRemoteWrite, clusterAlloy } from '@homelab/observability'
import { type Expected, fixture, pod } from '../parts.ts'

function store(name: string) {
  return service(import.meta, name, { title: name, summary: name, ports: { http: http(80) }, workload: pod() })
}
const [logs, more, metrics] = [store('logs'), store('more'), store('metrics')]
const settings = { probeIntervalSeconds: 30, probeTimeoutSeconds: 5, dropLines: 'x', jsonFields: [], jsonLabels: [] }
/** One configuration pushes to one store of logs. */
const agent = service(import.meta, 'agent', {
  title: 'Agent',
  summary: 'pushes logs to two stores',
  ports: {},
  workload: pod({
    container: { image: image('example.org/agent', '1.0.0'), mounts: { config: '/etc/agent' } },
    volumes: [configMap('config', 'agent', { 'config.alloy': clusterAlloy(settings) })],
  }),
  needs: (): Needs => [
    endpoint(logs, 'http', 'pushes logs', asLokiPush()),
    // here
    endpoint(more, 'http', 'pushes logs there too', asLokiPush()),
    endpoint(metrics, 'http', 'pushes metrics', asRemoteWrite()),
  ],
})

export default fixture(import.meta, { services: [logs, more, metrics, agent] })
export const expected: Expected = ['unused-use agent needs.more.use']
