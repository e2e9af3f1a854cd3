import { endpoint, http, type Needs, service } from '@homelab/estate'
import { type Expected, fixture, pod } from '../parts.ts'

const api = service(import.meta, 'api', { title: 'API', summary: 'api', ports: { http: http(80) }, workload: pod() })
const web = service(import.meta, 'web', {
  title: 'Web',
  summary: 'web',
  ports: {},
  workload: pod(),
  // here
  needs: (): Needs => [endpoint(api, 'grpc' as 'http', 'asks it things')],
})

export default fixture(import.meta, { services: [api, web] })
export const expected: Expected = ['unknown-port web needs']
