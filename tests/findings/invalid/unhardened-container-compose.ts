import { hardenedContainer } from '@homelab/ansible-gen'
import { accept } from '@homelab/estate'
import { composed, docked, right } from '../compose.ts'
import { box, type Expected, fixture } from '../parts.ts'

// here
const anything = composed(import.meta, 'anything', { app: { image: right().image } })
// here
const root = composed(import.meta, 'root', {
  app: right({ security: hardenedContainer({ writesRoot: true, capabilities: ['CHOWN', 'NET_BIND_SERVICE'] }) }),
  other: right({ security: { user: '0:0', read_only: true } }),
})
// here
const host = composed(import.meta, 'host', {
  app: right({
    mounts: { '/var/run/docker.sock': { path: '/var/run/docker.sock', readOnly: true } },
    keys: { privileged: true, network_mode: 'host', pid: 'host', cap_add: ['SYS_ADMIN'] },
  }),
})
/** Known, with what needs it. */
const watched = composed(
  import.meta,
  'watched',
  { app: right({ mounts: { '/run/docker.sock': { path: '/run/docker.sock', readOnly: true } } }) },
  { accepts: [accept('unhardened-container', 'it lists containers', 'app.mounts')] },
)

export default fixture(import.meta, { hosts: [box, docked], services: [anything, root, host, watched] })
export const expected: Expected = [
  'unhardened-container anything app.memory',
  'unhardened-container anything app.security',
  'unhardened-container host app.keys.network_mode',
  'unhardened-container host app.keys.pid',
  'unhardened-container host app.keys.privileged',
  'unhardened-container host app.mounts',
  'unhardened-container host app.security.cap_add',
  'unhardened-container root app.security.cap_add',
  'unhardened-container root app.security.read_only',
  'unhardened-container root app.security.user',
  'unhardened-container root other.security.cap_drop',
  'unhardened-container root other.security.security_opt',
  'unhardened-container root other.security.user',
]
