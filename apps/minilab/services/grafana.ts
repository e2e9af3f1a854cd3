import { after, image, type Needs, oidcLogin, service } from '@homelab/estate'
import { dashboard, overviewDashboard } from '@homelab/observability'
import { asGrafanaLogin, grafanaIn, queries } from '@homelab/services'
import { k3s } from '../places.ts'
import { secrets } from '../vault.ts'
import { dex } from './dex.ts'
import { loki, prometheus } from './monitoring.ts'
import { secretStore } from './secrets.ts'

export const grafana = service(import.meta, 'grafana', {
  ...grafanaIn(k3s, {
    image: image('docker.io/grafana/grafana', '11.4.0'),
    sidecar: image('quay.io/kiwigrid/k8s-sidecar', '1.28.0'),
    password: secrets['apps/grafana'].password,
    opens: 'ops',
    nodePort: 30301,
  }),
  routes: { ops: { port: 'http' } },
  dashboards: [dashboard(overviewDashboard)],
  needs: (): Needs => [
    after(secretStore, 'the password of its administrator comes from there'),
    oidcLogin(dex, { back: ['ops'], secret: secrets['apps/grafana']['client-secret'], as: asGrafanaLogin() }),
    ...queries({ logs: loki, metrics: prometheus }),
  ],
})
