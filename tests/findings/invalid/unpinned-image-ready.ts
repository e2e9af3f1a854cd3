import { image, service } from '@homelab/estate'
import { lokiIn } from '@homelab/services'
import { type Expected, fixture, kind } from '../parts.ts'
import { alertmanager, metrics } from '../ready.ts'

const logs = service(import.meta, 'logs', {
  // here
  ...lokiIn(kind, { image: image('grafana/loki', 'latest'), storage: '10Gi' }),
})

export default fixture(import.meta, { services: [alertmanager, metrics, logs] })
export const expected: Expected = ['unpinned-image logs grafana/loki']
