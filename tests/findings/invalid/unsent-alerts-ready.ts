import { image, service } from '@homelab/estate'
import { prometheusIn } from '@homelab/services'
import { type Expected, fixture, kind } from '../parts.ts'

const metrics = service(import.meta, 'metrics', {
  // here
  ...prometheusIn(kind, { image: image('prom/prometheus', 'v3.2.1'), storage: '10Gi' }),
})

export default fixture(import.meta, { services: [metrics] })
export const expected: Expected = ['unsent-alerts metrics rules']
