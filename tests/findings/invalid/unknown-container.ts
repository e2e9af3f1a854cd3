import { endpoint, http, image, type Needs, service } from '@homelab/estate'
import { asEnv } from '@homelab/kubernetes'
import { type Expected, fixture, pod } from '../parts.ts'

const api = service(import.meta, 'api', { title: 'API', summary: 'api', ports: { http: http(80) }, workload: pod() })
const proxy = { name: 'proxy', image: image('example.org/proxy', '1.0.0') }
// here
const web = service(import.meta, 'web', {
  title: 'Web',
  summary: 'web',
  ports: {},
  workload: pod({ sidecars: [proxy], initContainers: [{ ...proxy, name: 'first' }] }),
  needs: (): Needs => [
    endpoint(api, 'http', 'asks', asEnv({ API: 'url' })),
    endpoint(api, 'http', 'passes on', asEnv({ API: 'url' }, 'proxy')),
    endpoint(api, 'http', 'waits', asEnv({ API: 'url' }, 'first')),
    endpoint(api, 'http', 'has a mistyped sidecar', asEnv({ API: 'url' }, 'prox')),
  ],
})
export default fixture(import.meta, { services: [api, web] })
export const expected: Expected = ['unknown-container web needs.api.use']
