import { after, endpoint, image, type Needs, service } from '@homelab/estate'
import { asDataSource, lokiSource, prometheusSource } from '@homelab/observability'
import { alloyIn, grafanaIn, pushesTo } from '@homelab/services'
import { type Expected, fixture, kind, secrets, store } from '../parts.ts'
import { alertmanager, images, logs, metrics } from '../ready.ts'

const alloy = service(import.meta, 'alloy', {
  ...alloyIn(kind, images),
  needs: (): Needs => pushesTo({ logs, metrics }),
})

const grafana = service(import.meta, 'grafana', {
  ...grafanaIn(kind, {
    image: image('grafana/grafana', '11.4.0'),
    sidecar: image('quay.io/kiwigrid/k8s-sidecar', '1.28.0'),
    password: secrets.app.password,
    opens: 'tailnet',
  }),
  routes: { tailnet: { port: 'http' } },
  needs: (): Needs => [
    after(store, 'its password comes from there'),
    endpoint(metrics, 'http', 'queries metrics', asDataSource(prometheusSource, { name: 'Prometheus' })),
    endpoint(logs, 'http', 'queries logs', asDataSource(lokiSource, { name: 'Loki' })),
  ],
})

export default fixture(import.meta, { services: [store, alertmanager, metrics, logs, alloy, grafana] })
export const expected: Expected = []
