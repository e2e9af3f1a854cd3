import { endpoint, external, http, type Needs, service, tcp } from '@homelab/estate'
import { type Expected, pod, server } from '../parts.ts'
import { laptop, tailnetFixture } from '../tailnet.ts'

/** The policy is not asked about a port that is none, neither by its tests nor by what connects there. */
// here
const store = service(import.meta, 'store', {
  title: 'Store',
  summary: 'store',
  ports: { raw: tcp(4000) },
  workload: pod(),
  routes: { tailnet: { port: 'raw', listen: 70_000 } },
})
const reader = service(import.meta, 'reader', {
  title: 'Reader',
  summary: 'reads the store',
  ports: {},
  workload: external(laptop),
  needs: (): Needs => [endpoint(store, 'raw', 'reads')],
})
const { workload } = server({ metricsThrough: 'tailnet' }).props
// here
const pg = service(import.meta, 'pg', {
  title: 'PostgreSQL',
  summary: 'a server',
  workload,
  ports: { sql: tcp(5432), metrics: http(9187) },
  routes: { tailnet: { port: 'metrics', listen: 0 } },
})

export default tailnetFixture(import.meta, {}, { services: [store, reader, pg] })
export const expected: Expected = ['invalid-port pg routes.tailnet', 'invalid-port store routes.tailnet']
