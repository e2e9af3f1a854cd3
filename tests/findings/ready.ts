import { endpoint, http, image, type Needs, service } from '@homelab/estate'
import { asAlertmanager } from '@homelab/observability'
import { lokiIn, prometheusIn } from '@homelab/services'
import { kind, pod } from './parts.ts'

export const alertmanager = service(import.meta, 'alertmanager', {
  title: 'Alertmanager',
  summary: 'sends alerts',
  ports: { http: http(9093) },
  workload: pod(),
})

/** Ready-made services that are right in every way. */
export const metrics = service(import.meta, 'metrics', {
  ...prometheusIn(kind, { image: image('prom/prometheus', 'v3.2.1'), storage: '10Gi' }),
  needs: (): Needs => [endpoint(alertmanager, 'http', 'sends alerts', asAlertmanager())],
})

export const logs = service(import.meta, 'logs', {
  ...lokiIn(kind, { image: image('grafana/loki', '3.3.2'), storage: '10Gi' }),
})

export const images = { image: image('grafana/alloy', 'v1.5.1'), givenBy: image('busybox', '1.37.0') }
