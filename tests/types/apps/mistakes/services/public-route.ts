import { http, service } from '@homelab/estate'
import { workload } from '../places.ts'

export const it = service(import.meta, 'public-route', {
  title: 'Public route',
  summary: 'a public route that does not say how it is served',
  ports: { http: http(8080) },
  workload,
  routes: { public: { port: 'http' } },
  // column 13: Type '{ port: "http"; }' is not assignable to type 'OneOrMore<PublicRoute<"http">> | undefined'
})
