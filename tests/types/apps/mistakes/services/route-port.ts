import { http, service } from '@homelab/estate'
import { workload } from '../places.ts'

export const it = service(import.meta, 'route-port', {
  title: 'Route port',
  summary: 'a route to a port of another name',
  ports: { http: http(8080) },
  workload,
  routes: { ops: { port: 'htpp' } },
  // column 13: Type '{ port: "htpp"; }' is not assignable to type 'OneOrMore<OpsRoute<"http">> | undefined'; Type '"htpp"' is not assignable to type '"http"'
})
