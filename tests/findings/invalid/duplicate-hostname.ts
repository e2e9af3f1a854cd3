import { http, service } from '@homelab/estate'
import { type Expected, fixture, pod } from '../parts.ts'

const ports = { http: http(80) }
const one = service(import.meta, 'one', {
  title: 'One',
  summary: 'one',
  ports,
  workload: pod(),
  routes: { tailnet: { port: 'http', host: 'web' } },
})
// here
const two = service(import.meta, 'two', {
  title: 'Two',
  summary: 'two',
  ports,
  workload: pod(),
  routes: { tailnet: { port: 'http', host: 'web' } },
})

export default fixture(import.meta, { services: [one, two] })
export const expected: Expected = ['duplicate-hostname two routes.tailnet']
