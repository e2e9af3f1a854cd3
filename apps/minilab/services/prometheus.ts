import { endpoint, image, type Needs, service } from '@homelab/estate'
import { asAlertmanager } from '@homelab/observability'
import { prometheusIn } from '@homelab/services'
import { k3s } from '../places.ts'
import { alertmanager } from './alertmanager.ts'

export const prometheus = service(import.meta, 'prometheus', {
  ...prometheusIn(k3s, { image: image('docker.io/prom/prometheus', 'v3.2.1'), storage: '10Gi', nodePort: 30090 }),
  routes: { ops: { port: 'http' } },
  needs: (): Needs => [endpoint(alertmanager, 'http', 'sends alerts', asAlertmanager())],
})
