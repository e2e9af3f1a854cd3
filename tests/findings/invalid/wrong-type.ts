import { http, service } from '@homelab/estate'
import { type Expected, fixture, pod } from '../parts.ts'

// here
const web = service(import.meta, 'web', {
  title: 'Web',
  summary: 'web',
  ports: { http: http(80) },
  workload: pod(),
  // What is left of a name that is not there: types are stripped at run time.
  routes: { tailnet: undefined as never },
})

export default fixture(import.meta, { services: [web] })
export const expected: Expected = ['wrong-type web routes.tailnet']
