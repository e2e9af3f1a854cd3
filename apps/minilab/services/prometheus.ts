import { http, image, service } from '@homelab/estate'
import { prometheusIn } from '@homelab/services'
import { k3s } from '../places.ts'

export const prometheus = service(import.meta, 'prometheus', {
  ...prometheusIn(k3s, {
    image: image('docker.io/prom/prometheus', 'v3.2.1'),
    storage: '10Gi',
    // Nobody of the lab is woken at night.
    rules: 'none',
    pods: { serviceType: 'NodePort' },
  }),
  ports: { http: http(9090, { nodePort: 30090 }) },
  routes: { ops: { port: 'http' } },
})
