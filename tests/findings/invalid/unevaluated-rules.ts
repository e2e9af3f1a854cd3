import { accept, cluster, http, service } from '@homelab/estate'
import { alsoAt, configMap } from '@homelab/kubernetes'
import { prometheusConfig, prometheusRules } from '@homelab/observability'
import { box, type Expected, fixture, kind, pod } from '../parts.ts'

const settings = { scrapeIntervalSeconds: 15, evaluationIntervalSeconds: 15 }
const { kind: _, name: __, ...rest } = kind
const far = cluster('far', { ...rest, on: box, source: { ...kind.source, folder: 'far' } })

const metrics = service(import.meta, 'metrics', {
  title: 'Metrics',
  summary: 'evaluates the rules about what it scrapes',
  ports: { http: http(9090) },
  workload: pod({
    volumes: [
      configMap('config', 'prometheus', {
        'prometheus.yml': prometheusConfig({ ...settings, ruleFiles: ['alerts.json'] }),
        'alerts.json': prometheusRules(),
      }),
    ],
  }),
  metrics: { port: 'http', exporter: 'prometheus' },
  collects: ['metrics'],
  accepts: [accept('unsent-alerts', 'somebody looks at its pages', 'rules')],
})

const plain = [configMap('config', 'prometheus', { 'prometheus.yml': prometheusConfig(settings) })]

// here
const other = alsoAt(far, metrics, { workload: { volumes: plain }, accepts: [] })

export default fixture(import.meta, { clusters: [kind, far], services: [metrics, other] })
export const expected: Expected = ['unevaluated-rules metrics-far rules']
