import { after, endpoint, image, type Needs, oidcLogin, service } from '@homelab/estate'
import { asDataSource, dashboard, lokiSource, overviewDashboard, prometheusSource } from '@homelab/observability'
import { asGrafanaLogin, grafanaIn } from '@homelab/services'
import { home } from '../places.ts'
import { secrets } from '../vault.ts'
import { dex } from './dex.ts'
import { loki } from './loki.ts'
import { prometheus } from './prometheus.ts'
import { secretStore } from './secret-store.ts'

export const grafana = service(import.meta, 'grafana', {
  ...grafanaIn(home, {
    image: image('docker.io/grafana/grafana', '11.4.0'),
    sidecar: image('quay.io/kiwigrid/k8s-sidecar', '1.28.0'),
    password: secrets.grafana.password,
    opens: 'ops',
  }),
  routes: { ops: { port: 'http' }, tailnet: { port: 'http' } },
  dashboards: [dashboard(overviewDashboard)],
  needs: (): Needs => [
    after(secretStore, 'the password of its administrator comes from there'),
    oidcLogin(dex, { back: ['ops'], secret: secrets.logins.grafana, as: asGrafanaLogin() }),
    endpoint(
      prometheus,
      'http',
      'queries metrics',
      asDataSource(prometheusSource, { name: 'Prometheus', isDefault: true }),
    ),
    endpoint(loki, 'http', 'queries logs', asDataSource(lokiSource, { name: 'Loki' })),
  ],
})
