import { endpoint, http, type Needs, service } from '@homelab/estate'
import { asEnv } from '@homelab/kubernetes'
import { type Expected, fixture, pod } from '../parts.ts'

const api = service(import.meta, 'api', { title: 'API', summary: 'api', ports: { http: http(80) }, workload: pod() })
const web = service(import.meta, 'web', {
  title: 'Web',
  summary: 'web',
  ports: {},
  workload: pod(),
  // here
  // @ts-expect-error It is `url`.
  needs: (): Needs => [endpoint(api, 'http', 'asks it things', asEnv({ API: 'uri' }))],
})

export default fixture(import.meta, { services: [api, web] })
export const expected: Expected = ['wrong-type web needs.api.use.variables.API']
