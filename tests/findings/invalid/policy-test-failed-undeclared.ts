import { endpoint, external, http, type Needs, service } from '@homelab/estate'
import { type Expected, pod } from '../parts.ts'
import { edge, owned, tailnetFixture } from '../tailnet.ts'

const web = service(import.meta, 'web', {
  title: 'Web',
  summary: 'web',
  ports: { http: http(80) },
  workload: pod(),
  routes: { tailnet: { port: 'http' } },
})
const proxy = service(import.meta, 'proxy', {
  title: 'Proxy',
  summary: 'public proxy',
  ports: {},
  workload: external(edge),
  needs: (): Needs => [endpoint(web, 'http', 'serves it')],
})

/** The denial is meant not to hold for what the proxy needs; for what it does not need it must. */
// here
export default tailnetFixture(
  import.meta,
  {
    tags: owned('tag:target'),
    devices: [{ name: 'printer', tags: ['tag:k8s', 'tag:target'] }],
    tests: [{ src: 'tag:edge', deny: ['tag:k8s:443'] }],
  },
  { services: [web, proxy] },
)
export const expected: Expected = [
  'policy-test-failed tailnet test tag:edge deny tag:k8s:443',
  'policy-unexplained-access edge printer tcp:443',
]
