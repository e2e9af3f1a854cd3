import { http, service } from '@homelab/estate'
import { dashboard } from '@homelab/observability'
import { type Expected, fixture, pod } from '../parts.ts'

// here
const web = service(import.meta, 'web', {
  title: 'Web',
  summary: 'has neither a public name, nor a proxy, nor the metrics of a log store, registry, backup or Mac',
  ports: { http: http(8080) },
  workload: pod(),
  dashboards: [
    // here
    dashboard('borgmatic'),
    // here
    dashboard('docs-apm'),
    // here
    dashboard('flyio'),
    // here
    dashboard('loki'),
    // here
    dashboard('macos'),
    // here
    dashboard('zot'),
    { kind: 'unheard-of', short: 'unheard-of' },
  ],
})

export default fixture(import.meta, { services: [web] })
export const expected: Expected = [
  'undrawable-dashboard web dashboards.borgmatic',
  'undrawable-dashboard web dashboards.docs-apm',
  'undrawable-dashboard web dashboards.flyio',
  'undrawable-dashboard web dashboards.loki',
  'undrawable-dashboard web dashboards.macos',
  'undrawable-dashboard web dashboards.unheard-of',
  'undrawable-dashboard web dashboards.zot',
]
