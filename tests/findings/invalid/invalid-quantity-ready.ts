import { image, service } from '@homelab/estate'
import { lokiIn } from '@homelab/services'
import { type Expected, fixture, kind } from '../parts.ts'
import { alertmanager, metrics } from '../ready.ts'

const logs = service(import.meta, 'logs', {
  // here
  ...lokiIn(kind, { image: image('grafana/loki', '3.3.2'), storage: '10 gigabytes' }),
})

export default fixture(import.meta, { services: [alertmanager, metrics, logs] })
export const expected: Expected = ['invalid-quantity logs volume data']
