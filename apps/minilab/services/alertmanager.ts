import { after, image, type Needs, service } from '@homelab/estate'
import { alertmanagerIn, byNtfy } from '@homelab/services'
import { k3s } from '../places.ts'
import { secrets } from '../vault.ts'
import { secretStore } from './secret-store.ts'

export const alertmanager = service(import.meta, 'alertmanager', {
  ...alertmanagerIn(k3s, {
    image: image('docker.io/prom/alertmanager', 'v0.31.1'),
    opens: 'ops',
    ...byNtfy({ topic: secrets.alerts.topic, heartbeat: secrets.alerts.heartbeat }),
    nodePort: 30093,
  }),
  routes: { ops: { port: 'http' } },
  needs: (): Needs => [after(secretStore, 'the addresses of its receivers come from there')],
})
