import { external, https, image, person, service } from '@homelab/estate'
import { homepageIn } from '@homelab/services'
import { box, type Expected, fixture, kind, secrets, store } from '../parts.ts'
import { server } from '../tailnet.ts'
import { tiled } from '../tiles.ts'

const proxy = service(import.meta, 'proxy', {
  title: 'Proxy',
  summary: 'carries private names',
  ports: { https: https(443), members: https(8443) },
  workload: external(server),
  serves: 'ops',
  audiences: { members: 'members' },
})

/** For everybody, though it shows something of all. */
const home = service(import.meta, 'home', {
  ...homepageIn(kind, { image: image('ghcr.io/gethomepage/homepage', 'v1.4.6') }),
  routes: { tailnet: { port: 'http' }, ops: { port: 'http', audience: 'members' } },
})

/** The page asks for no pods, whatever the selector says. */
const web = tiled('web', {
  podSelector: 'app=elsewhere',
  widget: { type: 'miniflux', fields: { key: secrets.app.password } },
})

const people = [
  person('ann', { role: 'admin', login: secrets.app.password }),
  person('kim', { role: 'member', login: secrets.app.password }),
]

export default fixture(import.meta, { hosts: [box, server], people, services: [store, proxy, home, web] })
export const expected: Expected = []
