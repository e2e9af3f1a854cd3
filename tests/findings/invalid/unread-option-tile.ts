import { image, service } from '@homelab/estate'
import { prometheusIn, prometheusTile } from '@homelab/services'
import { type Expected, fixture, kind } from '../parts.ts'

// here
const metrics = service(import.meta, 'metrics', {
  ...prometheusIn(kind, { image: image('prom/prometheus', 'v3.2.1'), storage: '10Gi', rules: 'none' }),
  // Nothing is rendered on which it would stand.
  tile: prometheusTile,
})

export default fixture(import.meta, { services: [metrics] })
export const expected: Expected = ['unread-option metrics tile']
