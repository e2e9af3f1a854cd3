import { endpoint, http, service } from '@homelab/estate'
import { workload } from '../places.ts'
import { it as one } from './circle-one.ts'

export const it = service(import.meta, 'circle-two', {
  title: 'Circle two',
  summary: 'half of a circle, without the type of its needs',
  ports: { http: http(8080) },
  workload,
  needs: () => [endpoint(one, 'http', 'asks it things')],
})
