import { http, service, tcp } from '@homelab/estate'
import { type Expected, fixture, server } from '../parts.ts'

// here
const { workload } = server({ metricsThrough: 'tailnet' }).props
/** Without `listen` the route is one over HTTPS, on 443. */
const pg = service(import.meta, 'pg', {
  title: 'PostgreSQL',
  summary: 'a server',
  workload,
  ports: { sql: tcp(5432), metrics: http(9187) },
  routes: { tailnet: { port: 'metrics' } },
})

export default fixture(import.meta, { services: [pg] })
export const expected: Expected = ['unreachable-route pg workload.metricsThrough']
