import { image, service } from '@homelab/estate'
import { homepageIn } from '@homelab/services'
import { type Expected, fixture, kind } from '../parts.ts'
import { tiled } from '../tiles.ts'

/** It has no token of the cluster. */
const home = service(import.meta, 'home', {
  // here
  ...homepageIn(kind, {
    image: image('ghcr.io/gethomepage/homepage', 'v1.4.6'),
    widgets: [{ type: 'kubernetes', fields: { cluster: { show: true } } }],
  }),
  routes: { tailnet: { port: 'http' } },
})

export default fixture(import.meta, {
  services: [
    home,
    // here
    tiled('web', { widget: { type: 'kubernetes', fields: { namespace: 'apps', app: 'web' } } }),
  ],
})
export const expected: Expected = [
  'unprovided-reference home widgets.kubernetes',
  'unprovided-reference web tile.widget.type',
]
