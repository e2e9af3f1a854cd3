import { http, image, service } from '@homelab/estate'
import { homepageIn } from '@homelab/services'
import { type Expected, fixture, kind, pod } from '../parts.ts'
import { tiled } from '../tiles.ts'

const home = service(import.meta, 'home', {
  ...homepageIn(kind, { image: image('ghcr.io/gethomepage/homepage', 'v1.4.6') }),
  routes: { tailnet: { port: 'http' } },
})

/** The page of the estate discovers nothing that could be hidden. */
// here
const web = service(import.meta, 'web', {
  title: 'Web',
  summary: 'shows pages',
  ports: { http: http(8080) },
  workload: pod(),
  routes: { tailnet: { port: 'http' } },
  tile: 'hidden',
})

export default fixture(import.meta, { services: [home, web, tiled('news')] })
export const expected: Expected = ['unread-option web tile']
