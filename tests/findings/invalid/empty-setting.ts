import { http, service } from '@homelab/estate'
import { configMap } from '@homelab/kubernetes'
import { grafanaDataSources, prometheusConfig } from '@homelab/observability'
import { type Expected, fixture, pod } from '../parts.ts'

const grafana = service(import.meta, 'grafana', {
  title: 'Grafana',
  summary: 'lost the store that it needed',
  ports: {},
  // here
  workload: pod({ volumes: [configMap('config', 'grafana', { 'datasources.yaml': grafanaDataSources() })] }),
})

const metrics = service(import.meta, 'metrics', {
  title: 'Metrics',
  summary: 'collects what nobody gives',
  ports: { http: http(9090) },
  workload: pod({
    volumes: [
      configMap('config', 'prometheus', {
        // here
        'prometheus.yml': prometheusConfig({ scrapeIntervalSeconds: 15, evaluationIntervalSeconds: 15 }),
      }),
    ],
  }),
  collects: ['metrics'],
})

export default fixture(import.meta, { services: [grafana, metrics] })
export const expected: Expected = [
  'empty-setting grafana grafana-datasources.yaml',
  'empty-setting metrics prometheus.yml',
]
