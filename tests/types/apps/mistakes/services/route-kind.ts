import { http, service } from '@homelab/estate'
import { workload } from '../places.ts'

export const it = service(import.meta, 'route-kind', {
  title: 'Route kind',
  summary: 'a way in that there is not',
  ports: { http: http(8080) },
  workload,
  routes: { internet: { port: 'http' } },
  // column 13: Object literal may only specify known properties, and 'internet' does not exist in type 'Routes<"http">'
})
