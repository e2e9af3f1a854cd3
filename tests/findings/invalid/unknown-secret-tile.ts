import { image, type Secret, service } from '@homelab/estate'
import { homepageIn } from '@homelab/services'
import { type Expected, fixture, kind, secrets, store } from '../parts.ts'
import { tiled } from '../tiles.ts'

/** A field that the vault does not list: no type would let it through, but types are stripped at run time. */
const lost = (secrets.app as unknown as Readonly<Record<string, Secret>>)['api-key']

const home = service(import.meta, 'home', {
  ...homepageIn(kind, { image: image('ghcr.io/gethomepage/homepage', 'v1.4.6') }),
  routes: { tailnet: { port: 'http' } },
})

export default fixture(import.meta, {
  services: [
    store,
    home,
    // here
    tiled('web', { widget: { type: 'miniflux', fields: { key: lost ?? secrets.app.password } } }),
  ],
})
export const expected: Expected = ['unknown-secret web tile.widget']
