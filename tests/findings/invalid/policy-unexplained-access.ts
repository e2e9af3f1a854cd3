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

/** Somebody put the tag of the proxy's targets on something that the proxy does not need. */
export default tailnetFixture(
  import.meta,
  { tags: owned('tag:target'), devices: [{ name: 'printer', tags: ['tag:target'] }] },
  { services: [web, proxy] },
)
export const expected: Expected = ['policy-unexplained-access edge printer tcp:443']
