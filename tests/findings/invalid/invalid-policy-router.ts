import { host, routerOn } from '@homelab/estate'
import type { Expected } from '../parts.ts'
import { desktop, tailnetFixture } from '../tailnet.ts'

/** A machine that is not in the tailnet, one route that is none, and a name for no address. */
const outside = host('outside', { platform: 'linux', role: 'stands apart' })

// here
export default tailnetFixture(import.meta, {
  hosts: [{ alias: 'lan', address: 'the house' }],
  // here
  routers: [routerOn(outside, { exitNode: true }), routerOn(desktop, { routes: ['192.0.2.0/33'] })],
})
export const expected: Expected = [
  'invalid-policy tailnet autoApprovers.routes',
  'invalid-policy tailnet hosts.lan',
  'invalid-policy tailnet routers outside',
]
