import { endpoint, http, image, type Needs, service } from '@homelab/estate'
import { asEnv } from '@homelab/kubernetes'
import { type Expected, fixture, pod } from '../parts.ts'

const api = service(import.meta, 'api', { title: 'API', summary: 'api', ports: { http: http(80) }, workload: pod() })
const other = service(import.meta, 'other', {
  title: 'Other',
  summary: 'other',
  ports: { http: http(80) },
  workload: pod(),
})
const web = service(import.meta, 'web', {
  title: 'Web',
  summary: 'gets a variable from two places',
  ports: {},
  // here
  workload: pod({
    container: { image: image('example.org/app', '1.0.0'), env: { API: 'http://localhost' } },
    sidecars: [{ name: 'proxy', image: image('example.org/proxy', '1.0.0'), env: { OTHER: 'x' } }],
  }),
  needs: (): Needs => [
    endpoint(api, 'http', 'asks it things', asEnv({ API: 'url' })),
    // Two needs, and the second of one name with another container's.
    endpoint(api, 'http', 'asks one', asEnv({ PEER: 'url' })),
    endpoint(other, 'http', 'asks the other', asEnv({ PEER: 'url', OTHER: 'url' })),
  ],
})

export default fixture(import.meta, { services: [api, other, web] })
export const expected: Expected = ['duplicate-setting web web.env.API', 'duplicate-setting web web.env.PEER']
