import { external, http, https, service } from '@homelab/estate'
import { type Expected, pod } from '../parts.ts'
import { guest, server, tailnetFixture } from '../tailnet.ts'

const charts = service(import.meta, 'charts', {
  title: 'Charts',
  summary: 'for those who run it',
  ports: { http: http(80) },
  workload: pod(),
  routes: { tailnet: { port: 'http' }, ops: { port: 'http' } },
})
/** Said to be for whoever is denied: it is meant so. */
const feeds = service(import.meta, 'feeds', {
  title: 'Feeds',
  summary: 'for everybody',
  ports: { http: http(80) },
  workload: pod({ objectName: 'feeds' }),
  routes: { tailnet: { port: 'http' }, ops: { port: 'http', audience: 'members' } },
})
const proxy = service(import.meta, 'proxy', {
  title: 'Proxy',
  summary: 'carries private names',
  ports: { https: https(443) },
  workload: external(server),
  serves: 'ops',
})

/** What the policy refuses the guest, the proxy carries the guest to. */
// here
export default tailnetFixture(
  import.meta,
  {
    grants: [
      { src: [guest], dst: ['tag:server'], ip: ['tcp:443'], reason: 'the fixture says so' },
      { src: ['tag:server'], dst: ['tag:k8s'], ip: ['tcp:443'], reason: 'the fixture says so' },
    ],
    tests: [{ src: guest, accept: ['tag:server:443'], deny: ['tag:k8s:443', 'tag:k8s:80'] }],
  },
  { services: [proxy, charts, feeds] },
)
export const expected: Expected = ['policy-undone-denial tailnet test guest deny tag:k8s:443 through proxy']
