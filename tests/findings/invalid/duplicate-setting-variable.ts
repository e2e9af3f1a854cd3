import { image, service, vault } from '@homelab/estate'
import { homepageIn } from '@homelab/services'
import { standIn } from '../../support/stand-in-store.ts'
import { type Expected, fixture, kind, store } from '../parts.ts'
import { tiled } from '../tiles.ts'

const { vault: safe, secrets } = vault('safe', {
  store: standIn(),
  items: { web: { fields: ['password', 'token'] } },
})

const home = service(import.meta, 'home', {
  ...homepageIn(kind, { image: image('ghcr.io/gethomepage/homepage', 'v1.4.6') }),
  routes: { tailnet: { port: 'http' } },
})

/** Both are `HOMEPAGE_VAR_WEB_API_KEY`. */
export default fixture(import.meta, {
  vaults: [safe],
  services: [
    home,
    store,
    tiled('web-api', { widget: { type: 'emby', fields: { key: secrets.web.password } } }),
    // here
    tiled('web', { widget: { type: 'emby', fields: { api_key: secrets.web.token } } }),
  ],
})
export const expected: Expected = ['duplicate-setting web tile.widget']
