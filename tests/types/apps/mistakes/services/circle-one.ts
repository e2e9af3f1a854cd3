import { endpoint, http, service } from '@homelab/estate'
import { workload } from '../places.ts'
import { it as two } from './circle-two.ts'

export const it = service(import.meta, 'circle-one', {
  title: 'Circle one',
  summary: 'half of a circle, without the type of its needs',
  ports: { http: http(8080) },
  workload,
  needs: () => [endpoint(two, 'http', 'asks it things')],
  // column 3: 'needs' implicitly has return type 'any' because it does not have a return type annotation and is referenced directly or indirectly in one of its return expressions, also in apps/mistakes/services/circle-two.ts:10:3
})
