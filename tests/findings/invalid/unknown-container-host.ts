import { hostService } from '@homelab/ansible-gen'
import { endpoint, http, type Needs, service } from '@homelab/estate'
import { asEnv } from '@homelab/kubernetes'
import { box, type Expected, fixture } from '../parts.ts'

const api = service(import.meta, 'api', {
  title: 'API',
  summary: 'api',
  ports: { http: http(8080) },
  workload: hostService({ at: box }),
})
/** What a host runs has no container that variables could go to. */
const web = service(import.meta, 'web', {
  title: 'Web',
  summary: 'web',
  ports: {},
  workload: hostService({ at: box }),
  needs: (): Needs => [endpoint(api, 'http', 'asks it things', asEnv({ API: 'url' }))],
})

export default fixture(import.meta, { services: [api, web] })
export const expected: Expected = ['unknown-container web needs.api.use']
