import { host, service, tagged, tcp } from '@homelab/estate'
import { external } from '@homelab/estate/model'
import type { Expected } from '../parts.ts'
import { box } from '../parts.ts'
import { boss, desktop, edge, grant, guest, laptop, owned, server, tailnetFixture } from '../tailnet.ts'

/** It says what it opens, and so does the service on it; of the other server nobody knows. */
const web = host('web', { platform: 'linux', role: 'serves', tailnet: tagged('tag:web'), listens: { ssh: tcp(22) } })
const wiki = service(import.meta, 'wiki', {
  title: 'Wiki',
  summary: 'wiki',
  ports: { db: tcp(5432) },
  workload: external(web),
})

// here
export default tailnetFixture(
  import.meta,
  {
    grants: [grant(guest, 'tag:web', 5432), grant(guest, 'tag:web', 2222), grant(guest, 'tag:server', 2222)],
    tags: owned('tag:web'),
    tests: [
      { src: boss, accept: ['tag:web:22', 'tag:web:23'] },
      { src: 'tag:edge', deny: ['tag:web:24', 'tag:server:24'] },
    ],
  },
  { hosts: [box, server, desktop, laptop, edge, web], services: [wiki] },
)
export const expected: Expected = [
  'policy-dead-grant tailnet grant tag:web tcp:2222',
  'policy-dead-grant tailnet test boss accept tag:web:23',
  'policy-dead-grant tailnet test tag:edge deny tag:web:24',
]
