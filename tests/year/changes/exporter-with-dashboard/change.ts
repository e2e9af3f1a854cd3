import { expect } from 'vitest'
import type { YearChange } from '../../change.ts'

/** What a battery says is measured, and shown on a dashboard of its own. */
export default {
  title: 'an exporter of metrics, with its dashboard',
  lines: {
    'estate.ts': [3, 1],
    'parts/ups/dashboard.ts': [9, 0],
    'parts/ups/exporter.ts': [13, 0],
    'parts/ups/render.ts': [31, 0],
    'services/index.ts': [3, 0],
    'services/ups.ts': [31, 0],
  },
  diff: {
    says: [
      '* kubernetes Application argocd/ups added*',
      // The proxy is to reach no port of the server, and there is one more.
      '* tailnet policy changed tests[tag:edge*tag:server:3493*',
      '* kubernetes ConfigMap monitoring/grafana-dashboard-ups added*',
    ],
    silent: ['destroys *', 'opens *', '* kubernetes Deployment monitoring/grafana *', '* public-proxy *', '* dns *'],
  },
  dangers: ['restarts kubernetes StatefulSet monitoring/prometheus *'],
  plan: {
    steps: [
      'repository#push: git push',
      'home/application/root#apply: argocd app sync root *',
      'ups/application/ups#apply: argocd app sync ups *',
      'prometheus/application/prometheus#apply: argocd app sync prometheus *',
      'grafana/application/grafana#apply: argocd app sync grafana *',
    ],
    order: [['home/application/root#apply', 'ups/application/ups#apply']],
    silent: ['proxy/*', 'dns#*', 'caddy/*', '*#remove', 'secret/*'],
  },
  renders: is => {
    const config = is.text('home/manifests/prometheus/ConfigMap-prometheus-config.yaml')
    expect(config).toContain('/ups_metrics')
    expect(config).toContain('ups.monitoring.svc.cluster.local:9199')
    // A target that can't be asked is told of.
    expect(config).toMatch(/up\{job=\\"ups\\"/)
    expect(is.names('ConfigMap')).toContain('ConfigMap monitoring/grafana-dashboard-ups')
    expect(is.text('docs/observability.md')).toContain('ups')
    const [container] = is.object('Deployment monitoring/ups').spec.template.spec.containers
    expect(container.env).toEqual([{ name: 'NUT_EXPORTER_SERVER', value: '192.0.2.10' }])
  },
} satisfies YearChange
