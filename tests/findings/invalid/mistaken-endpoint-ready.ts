import { type Needs, service } from '@homelab/estate'
import { alloyIn, pushesTo } from '@homelab/services'
import { type Expected, fixture, kind } from '../parts.ts'
import { alertmanager, images, logs, metrics } from '../ready.ts'

const alloy = service(import.meta, 'alloy', {
  ...alloyIn(kind, images),
  // here
  needs: (): Needs => pushesTo({ logs: metrics, metrics: logs }),
})

export default fixture(import.meta, { services: [alertmanager, metrics, logs, alloy] })
export const expected: Expected = [
  'mistaken-endpoint alloy needs.logs.use',
  'mistaken-endpoint alloy needs.metrics.use',
]
