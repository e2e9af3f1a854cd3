import { cluster, image, service } from '@homelab/estate'
import { prometheusIn } from '@homelab/services'
import { box, type Expected, fixture, kind } from '../parts.ts'
import { alertmanager, metrics } from '../ready.ts'

const { kind: _, name: __, ...rest } = kind
const far = cluster('far', { ...rest, on: box, source: { ...kind.source, folder: 'far' } })

// here
const other = service(import.meta, 'other', {
  ...prometheusIn(far, { image: image('prom/prometheus', 'v3.2.1'), storage: '10Gi', rules: 'none' }),
})

export default fixture(import.meta, { clusters: [kind, far], services: [alertmanager, metrics, other] })
export const expected: Expected = ['unevaluated-rules other rules']
