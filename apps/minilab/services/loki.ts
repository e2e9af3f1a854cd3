import { image, service } from '@homelab/estate'
import { lokiIn } from '@homelab/services'
import { k3s } from '../places.ts'

export const loki = service(import.meta, 'loki', {
  ...lokiIn(k3s, {
    image: image('docker.io/grafana/loki', '3.3.2'),
    storage: '10Gi',
    retentionDays: 14,
    nodePort: 30100,
  }),
  routes: { ops: { port: 'http' } },
})
