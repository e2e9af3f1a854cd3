import { hostService } from '@homelab/ansible-gen'
import { http, service, tailnetStack } from '@homelab/estate'
import { type Expected, secrets } from '../parts.ts'
import { server, tailnetFixture } from '../tailnet.ts'

const notes = service(import.meta, 'notes', {
  title: 'Notes',
  summary: 'notes',
  ports: { http: http(8080) },
  workload: hostService({ at: server }),
  routes: { tailnet: { port: 'http' } },
})

/** The provider has no resource for a name that a host serves, and `pulumi up` ends before anything is applied. */
export default tailnetFixture(
  import.meta,
  {},
  {
    services: [notes],
    // here
    tailnetStack: tailnetStack(import.meta, {
      project: 'net',
      stack: 'main',
      summary: 'the tailnet',
      provider: { name: 'tailscale', version: '0.28.1' },
      credentials: { TAILSCALE_API_KEY: secrets.app.password },
      policy: 'policy',
      keys: [],
    }),
  },
)
export const expected: Expected = ['unprovided-reference tailnet provider.version']
