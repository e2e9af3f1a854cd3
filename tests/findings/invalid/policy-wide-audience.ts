import { external, http, https, service } from '@homelab/estate'
import { type Expected, pod } from '../parts.ts'
import { guest, server, tailnetFixture } from '../tailnet.ts'

const charts = service(import.meta, 'charts', {
  title: 'Charts',
  summary: 'for those who run it',
  ports: { http: http(80) },
  workload: pod(),
  routes: { tailnet: { port: 'http' }, ops: { port: 'http', audience: 'admins' } },
})
const wiki = service(import.meta, 'wiki', {
  title: 'Wiki',
  summary: 'for everybody',
  ports: { http: http(80) },
  workload: pod({ objectName: 'wiki' }),
  routes: { tailnet: { port: 'http' }, ops: { port: 'http' } },
})
/** One port for all, which the guest reaches for the wiki. */
const proxy = service(import.meta, 'proxy', {
  title: 'Proxy',
  summary: 'carries private names',
  ports: { https: https(443) },
  workload: external(server),
  serves: 'ops',
})

// here
export default tailnetFixture(
  import.meta,
  {
    grants: [
      { src: [guest], dst: ['tag:server'], ip: ['tcp:443'], reason: 'the fixture says so' },
      { src: ['tag:server'], dst: ['tag:k8s'], ip: ['tcp:443'], reason: 'the fixture says so' },
    ],
  },
  { services: [proxy, charts, wiki] },
)
export const expected: Expected = ['policy-wide-audience tailnet audience proxy tcp:443']
