import { endpoint, http, type Needs, type Service, service } from '@homelab/estate'
import { asEnv } from '@homelab/kubernetes'
import { type Expected, fixture, pod } from '../parts.ts'

const web: Service<'http'> = service(import.meta, 'web', {
  title: 'Web',
  summary: 'wants to know its own address',
  ports: { http: http(80) },
  workload: pod(),
  // here
  needs: (): Needs => [endpoint(web, 'http', 'names itself', asEnv({ SELF: 'url' }))],
})

export default fixture(import.meta, { services: [web] })
export const expected: Expected = ['unused-use web needs.web.use']
