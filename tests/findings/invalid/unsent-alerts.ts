import { http, service } from '@homelab/estate'
import { configMap } from '@homelab/kubernetes'
import { prometheusConfig, prometheusRules } from '@homelab/observability'
import { type Expected, fixture, pod } from '../parts.ts'

const metrics = service(import.meta, 'metrics', {
  title: 'Metrics',
  summary: 'evaluates rules, and tells nobody',
  ports: { http: http(9090) },
  workload: pod({
    volumes: [
      configMap('config', 'prometheus', {
        'prometheus.yml': prometheusConfig({
          scrapeIntervalSeconds: 15,
          evaluationIntervalSeconds: 15,
          ruleFiles: ['alerts.json'],
        }),
        // here
        'alerts.json': prometheusRules(),
      }),
    ],
  }),
  metrics: { port: 'http', exporter: 'prometheus' },
  collects: ['metrics'],
})

export default fixture(import.meta, { services: [metrics] })
export const expected: Expected = ['unsent-alerts metrics rules']
