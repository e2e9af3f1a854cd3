import { after, endpoint, image, type Needs, service } from '@homelab/estate'
import { asAlertmanager } from '@homelab/observability'
import { alertmanagerIn, byNtfy, lokiIn, prometheusIn } from '@homelab/services'
import { k3s } from '../places.ts'
import { secrets } from '../vault.ts'
import { secretStore } from './secrets.ts'

export const alertmanager = service(import.meta, 'alertmanager', {
  ...alertmanagerIn(k3s, {
    image: image('docker.io/prom/alertmanager', 'v0.31.1'),
    opens: 'ops',
    ...byNtfy(secrets.alerts),
    nodePort: 30093,
  }),
  routes: { ops: { port: 'http' } },
  needs: (): Needs => [after(secretStore, 'the addresses of its receivers come from there')],
})

export const prometheus = service(import.meta, 'prometheus', {
  ...prometheusIn(k3s, { image: image('docker.io/prom/prometheus', 'v3.2.1'), storage: '10Gi', nodePort: 30090 }),
  routes: { ops: { port: 'http' } },
  needs: (): Needs => [endpoint(alertmanager, 'http', 'sends alerts', asAlertmanager())],
})

export const loki = service(import.meta, 'loki', {
  ...lokiIn(k3s, {
    image: image('docker.io/grafana/loki', '3.3.2'),
    storage: '10Gi',
    retentionDays: 14,
    nodePort: 30100,
  }),
  routes: { ops: { port: 'http' } },
})
