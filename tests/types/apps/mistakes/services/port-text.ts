import { http, service } from '@homelab/estate'
import { workload } from '../places.ts'

export const it = service(import.meta, 'port-text', {
  title: 'Port text',
  summary: 'a port as a text',
  ports: { http: http('8080') },
  // column 23: Argument of type 'string' is not assignable to parameter of type 'number'
  workload,
})
