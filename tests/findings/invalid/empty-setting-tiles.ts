import { image, service } from '@homelab/estate'
import { homepageIn } from '@homelab/services'
import { type Expected, fixture, kind } from '../parts.ts'

/** Nothing has a tile. */
const home = service(import.meta, 'home', {
  // here
  ...homepageIn(kind, { image: image('ghcr.io/gethomepage/homepage', 'v1.4.6') }),
  routes: { tailnet: { port: 'http' } },
})

export default fixture(import.meta, { services: [home] })
export const expected: Expected = ['empty-setting home workload']
