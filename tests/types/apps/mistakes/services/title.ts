import { service } from '@homelab/estate'
import { workload } from '../places.ts'

export const it = service(import.meta, 'title', {
  // column 49: Property 'title' is missing in type '{ summary: string; ports: {}; workload: PodWorkload; }' but required in type 'ServiceProps<never>'
  summary: 'a service without a title',
  ports: {},
  workload,
})
