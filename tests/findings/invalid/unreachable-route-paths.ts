import { service, tcp } from '@homelab/estate'
import { type Expected, fixture, pod } from '../parts.ts'

/** What is no HTTP has no paths. */
// here
const store = service(import.meta, 'store', {
  title: 'Store',
  summary: 'store',
  ports: { raw: tcp(4000) },
  workload: pod(),
  routes: { tailnet: { port: 'raw', paths: ['/push'] } },
})

export default fixture(import.meta, { services: [store] })
export const expected: Expected = ['unreachable-route store routes.tailnet']
