import { asLoginInFront } from '@homelab/ansible-gen'
import { endpoint, external, http, service } from '@homelab/estate'
import { caddyWith, door } from '../caddy.ts'
import { box, type Expected, fixture, vaulted } from '../parts.ts'

/** It stands behind itself; and another is asked, too, for what no header or path is. */
// here
const app = service(import.meta, 'app', {
  title: 'App',
  summary: 'lets people log in',
  ports: { http: http(3000) },
  workload: external(box),
  routes: { ops: { port: 'http', loginInFront: true } },
})

const other = service(import.meta, 'other', {
  title: 'Other',
  summary: 'lets people log in, too',
  ports: { http: http(3001) },
  workload: external(box),
})

const caddy = caddyWith(() => [
  endpoint(app, 'http', 'asks who is logged in', asLoginInFront({ path: '/verify?to=/', copies: ['Remote-User'] })),
  // here
  endpoint(other, 'http', 'asks who is logged in', asLoginInFront({ path: 'verify', copies: ['Remote_User'] })),
])

export default fixture(import.meta, {
  ...{ hosts: [box, door], clusters: [], vaults: [vaulted.vault], services: [caddy, app, other] },
})
export const expected: Expected = [
  'duplicate-setting caddy needs.other',
  'invalid-name caddy needs.other.use',
  'invalid-path caddy needs.other.use',
  'unreachable-login app routes.ops.loginInFront',
]
