import { http, image, service } from '@homelab/estate'
import { homepageIn } from '@homelab/services'
import { type Expected, fixture, kind, pod } from '../parts.ts'
import { tiled } from '../tiles.ts'

const home = service(import.meta, 'home', {
  ...homepageIn(kind, { image: image('ghcr.io/gethomepage/homepage', 'v1.4.6') }),
  routes: { tailnet: { port: 'http' } },
})

/** Neither a way in nor figures. */
// here
const web = service(import.meta, 'web', {
  title: 'Web',
  summary: 'shows pages',
  ports: { http: http(8080) },
  workload: pod(),
  tile: { title: 'Web', group: 'Apps', icon: 'web.png', description: 'of the fixtures' },
})

export default fixture(import.meta, { services: [home, web, tiled('news')] })
export const expected: Expected = ['unreachable-route web tile']
