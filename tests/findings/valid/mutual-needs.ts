import { endpoint, http, type Needs, type Service, service } from '@homelab/estate'
import { type Expected, fixture, pod } from '../parts.ts'

/** Traffic both ways is no cycle: only `after` and databases order the start. */
const ping: Service<'http'> = service(import.meta, 'ping', {
  title: 'Ping',
  summary: 'asks pong',
  ports: { http: http(80) },
  workload: pod(),
  needs: (): Needs => [endpoint(pong, 'http', 'asks it things')],
})
const pong: Service<'http'> = service(import.meta, 'pong', {
  title: 'Pong',
  summary: 'asks ping',
  ports: { http: http(80) },
  workload: pod(),
  needs: (): Needs => [endpoint(ping, 'http', 'asks it things')],
})

export default fixture(import.meta, { services: [ping, pong] })
export const expected: Expected = []
