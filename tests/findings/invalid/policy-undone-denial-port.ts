import { external, host, http, https, service, tagged } from '@homelab/estate'
import { box, type Expected } from '../parts.ts'
import { desktop, edge, guest, laptop, owned, server, tailnetFixture } from '../tailnet.ts'

const nas = host('nas', { platform: 'nas', role: 'keeps data', lanAddress: '192.0.2.9', tailnet: tagged('tag:nas') })

/** Said to be for whoever is denied; the denial speaks of this very program. */
const pages = service(import.meta, 'pages', {
  title: 'Pages',
  summary: 'runs the NAS',
  ports: { http: http(5000) },
  workload: external(nas),
  routes: { ops: { port: 'http', audience: 'members' } },
})
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
      { src: ['tag:server'], dst: ['tag:nas'], ip: ['tcp:5000'], reason: 'the fixture says so' },
    ],
    tags: owned('tag:nas'),
    tests: [{ src: guest, accept: ['tag:server:443'], deny: ['tag:nas:5000'] }],
  },
  { hosts: [box, server, desktop, laptop, edge, nas], services: [proxy, pages] },
)
export const expected: Expected = ['policy-undone-denial tailnet test guest deny tag:nas:5000 through proxy']
